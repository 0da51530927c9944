using System.Collections.Frozen;

namespace MailSink.Smtp;

/// <summary>The lint catalogue: what the engine looks for in a conversation, and what is looked for in a message after it was stored.</summary>
public static class LintTable
{
    /// <summary>What the engine itself can report.</summary>
    public static IReadOnlyList<LintRow> Conversation { get; } = [.. SessionLint.Rows, .. LoginLint.Rows, .. TlsLint.Rows, .. ContentLint.Rows];

    /// <summary>What takes a look back beyond the session; the host reports it.</summary>
    public static IReadOnlyList<LintRow> History { get; } = HistoryLint.Rows;

    /// <summary>What only the parsed message can tell; the engine never reports it.</summary>
    public static IReadOnlyList<LintRow> Message { get; } = [.. HeaderLint.Rows, .. MimeLint.Rows, .. SignatureLint.Rows];

    /// <summary>The rows in the order of their ids' groups: session, login, TLS, content, history, header, structure, signature.</summary>
    public static IReadOnlyList<LintRow> Rows { get; } = [.. Conversation, .. History, .. Message];

    private static readonly FrozenDictionary<string, LintRow> ById = Rows.ToFrozenDictionary(row => row.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The row of that id in any case, or null.</summary>
    public static LintRow? FindById(string id) => ById.GetValueOrDefault(id);
}
