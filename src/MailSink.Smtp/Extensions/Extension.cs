namespace MailSink.Smtp;

/// <summary>
/// An ESMTP extension: its EHLO line, commands and parameters in one place. Delete its file and its line in
/// <see cref="ExtensionTable"/>, and all of them are gone, from the reference too.
/// </summary>
internal abstract class Extension
{
    /// <summary>The extension's face in the reference and the UI.</summary>
    public abstract ExtensionRow Row { get; }

    /// <summary>Commands it brings.</summary>
    public virtual IReadOnlyList<Command> Commands => [];

    /// <summary>Parameters it adds to MAIL.</summary>
    public virtual IReadOnlyList<ParameterRule<Envelope>> MailParameters => [];

    /// <summary>Parameters it adds to RCPT.</summary>
    public virtual IReadOnlyList<ParameterRule<Recipient>> RcptParameters => [];

    /// <summary>Its bit in <see cref="SmtpOptions.Offered"/>; set by the table.</summary>
    public ulong Bit { get; set; }

    /// <summary>Switched on and, in this session at this moment, in place: EHLO lists it, and what it brings is accepted.</summary>
    public bool IsOffered(SmtpSession session) => IsSwitchedOn(session) && FitsIn(session);

    /// <summary>The listener has it; a command of it says itself when the session is none for it.</summary>
    public bool IsSwitchedOn(SmtpSession session) => (session.Options.Offered & Bit) != 0;

    /// <summary>Its line in the reply to EHLO, or null when there is none to give at this moment.</summary>
    public virtual string? EhloLine(SmtpSession session) => Row.Keyword;

    /// <summary>A second line of it, or null.</summary>
    public virtual string? SecondEhloLine(SmtpSession session) => null;

    /// <summary>The session is one in which the extension has a place, such as inside TLS or on a submission port.</summary>
    protected virtual bool FitsIn(SmtpSession session) => true;
}

/// <summary>What an extension does with a parameter of MAIL or RCPT.</summary>
/// <typeparam name="TTarget">Where the value is noted: <see cref="Envelope"/> of MAIL, <see cref="Recipient"/> of RCPT.</typeparam>
/// <param name="Keyword">Upper case.</param>
/// <param name="Apply">Checks the value and notes it; gives the refusal or no reply.</param>
internal sealed record ParameterRule<TTarget>(string Keyword, Func<SmtpSession, TTarget, string?, Reply> Apply)
{
    /// <summary>The extension it belongs to; set by the table.</summary>
    public Extension Owner { get; set; } = null!;

    /// <summary>What is answered when it is given twice.</summary>
    public ReplyRow Twice { get; init; } = Replies.ParameterTwice;
}
