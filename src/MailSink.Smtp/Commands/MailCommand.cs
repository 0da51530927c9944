using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

internal sealed class MailCommand : Command
{
    public override CommandRow Row { get; } = new(
        "MAIL", "MAIL FROM:<reverse-path> [SP parameters]", Phases.Greeted,
        new("Opens a mail transaction and names the sender.", "开始一个邮件事务，并给出发件人。"),
        new("The reverse-path is where reports of failure go; <> means that nobody wants one. It is not the From line of the header. "
            + "Parameters such as SIZE, BODY or SMTPUTF8 may follow when EHLO listed their extension.",
            "反向路径是退信的去处；<> 表示不需要退信。它并不是邮件头里的 From。EHLO 列出相应扩展后，可以附加 SIZE、BODY、SMTPUTF8 等参数。"),
        [250, 451, 452, 501, 503, 550, 552, 555], "RFC 5321 §4.1.1.2");

    public override bool AsksForFaults => true;

    public override TransactionRole Role => TransactionRole.Opens;

    public override Argument Argument => Argument.Required;

    public override bool LenientBeforeHello => true;

    public override bool TakesEightBit => true;

    public override ReplyRow ArgumentMissing => Replies.MailSyntax;

    // SIZE 26, BODY 17, RET and ENVID 120, AUTH 500, SMTPUTF8 10, BY 17, HOLDUNTIL 34, MT-PRIORITY 15, REQUIRETLS 11, SOLICIT 1000.
    public override int SafeLineLength => 512 + 26 + 17 + 120 + 500 + 10 + 17 + 34 + 15 + 11 + 1000;

    public override int LineLimit(SmtpOptions options) => options.MaxPathLine;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        // RFC 9422 section 4: MAILMAX counts them all, whatever becomes of them.
        if (++session.Mails > session.Options.MaxMails && session.Options.MaxMails > 0 && ExtensionTable.Limits.IsOffered(session))
        {
            session.End(SessionEnd.Server);
            return new(Replies.TooManyMails.With(session.Options.HostName));
        }

        var reply = Open(session, argument.Span, out var envelope);
        if (reply is { IsRefusal: true, Row.IsListed: true }) session.Host.Refused(FaultStages.Mail, envelope, Encoding.UTF8.GetString(argument.Span), reply.Row);
        return new(reply);
    }

    private static Reply Open(SmtpSession session, ReadOnlySpan<byte> argument, out Envelope? envelope)
    {
        envelope = null;
        if (PathArgument.Parse(session, argument, "FROM:"u8, PathArgument.Sender, out var path) is { Row: not null } bad) return bad;
        envelope = new Envelope { ReversePath = path.Address, FirstLine = session.Conversation.Transcript.LastNumber, Forwarded = session.Forwarded };
        if (ReadParameters(session, argument[path.Length..], envelope) is { Row: not null } refusal) return refusal;
        if ((path.Flaws & PathFlaws.NonAscii) != 0 && !envelope.SmtpUtf8 && !ExtensionTable.Utf8Smtp.IsOffered(session))
        {
            if (session.Options.Strict) return Replies.NonAsciiSender;
            session.Findings.Report(ContentLint.Utf8WithoutSmtpUtf8, "the reverse-path is not ASCII");
        }

        if (session.Faults.Asks(FaultStages.Mail) && Judge(session, envelope) is { Row: not null } injected) return injected;
        session.Transaction = new Transaction(envelope) { NeedsSmtpUtf8 = (path.Flaws & PathFlaws.NonAscii) != 0 };
        session.Findings.MoveTo(envelope);
        session.Status.Phase = Phase.Mail;
        return envelope.Requests is { } requests ? Accept(session, envelope, requests) : Replies.MailOk;
    }

    public override ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        session.Mails++;
        return base.RefuseAsync(session, argument);
    }

    /// <summary>The parameters have a say in the reply.</summary>
    private static Reply Accept(SmtpSession session, Envelope envelope, MailRequests requests)
    {
        if (requests.TransactionId is { } id && session.Options.Checkpoints.Take(session, id) is { } recipients)
        {
            envelope.Recipients.AddRange(recipients);
            session.Status.Phase = Phase.Recipient;
            return Replies.TakenUpAgain;
        }

        return requests.PriorityChanged
            ? Replies.PriorityChanged.With(requests.Priority.GetValueOrDefault().ToString(CultureInfo.InvariantCulture))
            : Replies.MailOk;
    }

    private static Reply ReadParameters(SmtpSession session, ReadOnlySpan<byte> text, Envelope envelope)
    {
        if (text.IsEmpty) return Reply.None;
        var parameters = new List<EsmtpParameter>();
        envelope.Parameters = parameters;
        if (PathArgument.Apply(session, text, parameters, ExtensionTable.MailParameters, envelope) is { Row: not null } refusal) return refusal;
        return envelope.Requests is { } requests ? ParameterInterplay.Check(session, requests) : Reply.None;
    }

    private static Reply Judge(SmtpSession session, Envelope envelope) => session.Faults.Judge(new FaultQuestion
    {
        Stage = FaultStages.Mail,
        Session = session.Status,
        Envelope = envelope,
        Verb = "MAIL",
        Size = envelope.DeclaredSize ?? 0,
    });
}
