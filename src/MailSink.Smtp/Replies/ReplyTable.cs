using System.Collections.Frozen;

namespace MailSink.Smtp;

/// <summary>Every reply the engine can give. Transcripts name its rows, so that a stored line needs no text.</summary>
public static class ReplyTable
{
    private static readonly FrozenDictionary<string, ReplyRow> ById = Replies.All.ToFrozenDictionary(row => row.Id);

    /// <summary>The rows, by topic.</summary>
    public static IReadOnlyList<ReplyRow> Rows => Replies.All;

    /// <summary>The row of that id, or null.</summary>
    public static ReplyRow? FindById(string id) => ById.GetValueOrDefault(id);

    /// <summary>The text of a transcript line whose <see cref="TranscriptLine.IsTableText"/> is set.</summary>
    /// <param name="id">The line's <see cref="TranscriptLine.ReplyId"/>.</param>
    /// <param name="text">The whole line without CRLF, such as <c>250 2.1.0 Ok</c>.</param>
    public static bool TryGetText(string id, out string text)
    {
        var row = FindById(id);
        text = row?.Line ?? "";
        return row is { IsFixed: true };
    }
}
