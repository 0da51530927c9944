namespace MailSink.Smtp;

/// <summary>The rows of <see cref="ReplyTable"/> under their names in code; <c>return Replies.NeedMail;</c>. One file a topic.</summary>
internal static partial class Replies
{
    /// <summary>All rows. Made on first use: the order in which the topics' files are initialised is nobody's promise.</summary>
    public static IReadOnlyList<ReplyRow> All => field ??= [.. OfSession, .. OfCommandLine, .. OfTransaction, .. OfContent, .. OfLogin, .. OfInformation, .. OfParameters, .. OfLmtp, .. OfTls, .. OfQueue];
}
