namespace MailSink.Smtp;

/// <summary>What stands between a session and its commands while TLS is demanded, or has just begun, or is not good enough.</summary>
internal sealed class TlsGate
{
    private static readonly string[] BeforeTls = ["EHLO", "HELO", "LHLO", "STARTTLS", "NOOP", "RSET", "HELP", "QUIT"];
    private static readonly string[] BeforeHello = ["EHLO", "HELO", "LHLO", "NOOP", "RSET", "HELP", "QUIT"];

    /// <summary>The listener demands STARTTLS, and it has not come.</summary>
    public bool WantsTls { get; init; }

    /// <summary>TLS has come about, and is less than the listener demands.</summary>
    public bool IsTooWeak { get; init; }

    /// <summary>RFC 3207 section 4.2: the first command inside TLS should be EHLO.</summary>
    public bool WantsHello { get; set; }

    /// <summary>Why a client that verifies certificates would not go on, or null.</summary>
    public string? Doubt { get; set; }

    /// <summary>Looks at a command.</summary>
    /// <returns>The refusal, or no reply.</returns>
    public Reply Check(SmtpSession session, Command command)
    {
        var name = command.Row.Name;
        if (WantsTls) return BeforeTls.Contains(name) ? Reply.None : Replies.TlsFirst;
        if (Doubt is { } doubt && name != "QUIT") session.Findings.Report(TlsLint.Unverified, doubt);
        if (WantsHello && !BeforeHello.Contains(name)) session.Findings.Report(TlsLint.NoHello, $"{name} was the first command inside TLS");
        Doubt = null;
        WantsHello = false;
        if (!IsTooWeak)
        {
            session.Gate = null;
            return Reply.None;
        }

        return name == "QUIT" ? Reply.None : Replies.TlsTooWeak;
    }
}
