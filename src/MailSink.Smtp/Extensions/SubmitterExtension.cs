using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 4405, experimental.</summary>
internal sealed class SubmitterExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "SUBMITTER", "SUBMITTER", ["SUBMITTER"], [], [],
        new("The client names who is responsible for the message.", "客户端说明由谁对邮件负责。"),
        new("SUBMITTER is the address a Sender ID check would take from the header, as xtext. It changes neither where reports go nor where "
            + "replies go.",
            "SUBMITTER 是 Sender ID 检查会从邮件头得出的地址，以 xtext 书写。它既不改变退信的去处，也不改变回复的去处。"),
        "RFC 4405")
    {
        IsOptional = true,
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("SUBMITTER", Take)];

    /// <summary>A mailbox as xtext, decoded; null when it is none. Of these only those in ASCII are allowed where that is asked for.</summary>
    public static string? ReadMailbox(string? value)
    {
        if (value is null || Xtext.Decode(value) is not { } mailbox || !mailbox.Contains('@', StringComparison.Ordinal)) return null;
        return PathParser.TryParse(Encoding.UTF8.GetBytes($"<{mailbox}>"), out var path) && path.Flaws == PathFlaws.None ? mailbox : null;
    }

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (ReadMailbox(value) is not { } mailbox) return Replies.ParameterBad;
        envelope.Ask().Submitter = mailbox;
        return Reply.None;
    }
}
