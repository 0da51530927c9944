namespace MailSink.Smtp;

/// <summary>The lint catalogue: what the engine looks for in a conversation.</summary>
public static class LintTable
{
    /// <summary>The rows in the order of their ids' groups: session, login, content.</summary>
    public static IReadOnlyList<LintRow> Rows { get; } = [.. SessionLint.Rows, .. LoginLint.Rows, .. ContentLint.Rows];

    /// <summary>The row of that id, or null.</summary>
    public static LintRow? FindById(string id) => Rows.FirstOrDefault(row => row.Id == id);
}
