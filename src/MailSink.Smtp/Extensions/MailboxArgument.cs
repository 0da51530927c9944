using System.Text;
using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>The argument of VRFY and EXPN: a mailbox or name, then perhaps SMTPUTF8 (RFC 6531 section 3.7.4.2).</summary>
internal static class MailboxArgument
{
    /// <summary>Mailboxes of one answer; what is more than that is nobody's business.</summary>
    private const int Most = 20;

    private static readonly byte[] Keyword = " SMTPUTF8"u8.ToArray();

    /// <summary>Asks the host.</summary>
    /// <param name="session">Whose client asks.</param>
    /// <param name="argument">What stands behind the verb.</param>
    /// <param name="answer">Makes the reply of what was found; the flag says that the client takes UTF-8.</param>
    /// <param name="untold">What is answered when nothing can be told.</param>
    public static async ValueTask<Reply> AskAsync(
        SmtpSession session, ReadOnlyMemory<byte> argument, Func<IReadOnlyList<KnownMailbox>, bool, Reply> answer, ReplyRow untold)
    {
        var text = argument.Span;
        var takesUtf8 = text.Length > Keyword.Length && Ascii.EqualsIgnoreCase(text[^Keyword.Length..], Keyword);
        if (takesUtf8)
        {
            if (!ExtensionTable.IsOffered(session.Options, "SMTPUTF8")) return Replies.ParameterUnknown;
            text = text[..^Keyword.Length];
        }

        if (!session.Options.TellsMailboxes) return untold;
        if (!Utf8.IsValid(text)) return Replies.NoSuchMailbox;
        var asking = session.Host.FindMailboxesAsync(Read(Encoding.UTF8.GetString(text)), Most);
        if (!asking.IsCompleted) await session.Conversation.FlushAsync();
        var found = await asking;
        return found is null ? untold : found.Count == 0 ? Replies.NoSuchMailbox : answer(found, takesUtf8);
    }

    /// <summary>A reply that lists mailboxes, where the client takes it: RFC 6531 section 3.7.4.2 wants 252, 550 or 553 where it would need UTF-8.</summary>
    public static Reply List(ReplyRow row, ReplyRow utf8, IReadOnlyList<string> lines, bool takesUtf8)
    {
        var needsUtf8 = lines.Any(line => !Ascii.IsValid(line));
        if (needsUtf8 && !takesUtf8) return Replies.AnswerNeedsUtf8;
        var chosen = needsUtf8 ? utf8 : row;
        return chosen.IsFixed ? new Reply(chosen, null, lines) : lines.Count == 1 ? chosen.With(lines[0]) : chosen.With(lines[0], [.. lines.Skip(1)]);
    }

    private static MailboxQuestion Read(string text)
    {
        var name = text.Trim();
        // A name may stand before the brackets.
        if (name.EndsWith('>') && name.LastIndexOf('<') is >= 0 and var open) name = name[(open + 1)..^1];
        var at = name.LastIndexOf('@');
        var (local, domain) = at < 0 ? (name, "") : (name[..at], name[(at + 1)..]);
        if (local is ['"', .., '"']) local = local[1..^1].Replace("\\", "", StringComparison.Ordinal);
        return new MailboxQuestion(local, domain);
    }
}
