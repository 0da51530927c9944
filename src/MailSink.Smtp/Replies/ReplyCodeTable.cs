namespace MailSink.Smtp;

/// <summary>The reply codes of SMTP and what they ask of a client, whether this engine gives them or another server does.</summary>
public static partial class ReplyCodeTable
{
    /// <summary>
    /// The rows, by code. <see cref="ReplyCodeRow.Produced"/> is <c>native</c> (the engine gives it by itself), <c>strict</c>
    /// (on a strict listener) or <c>rule</c> (only when asked to).
    /// </summary>
    public static IReadOnlyList<ReplyCodeRow> Rows => field ??= [.. Positive, .. Transient, .. Permanent];

    /// <summary>The row of a code, or null.</summary>
    public static ReplyCodeRow? Find(int code) => Rows.FirstOrDefault(row => row.Code == code);
}
