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
    public virtual IReadOnlyList<ParameterRule> MailParameters => [];

    /// <summary>Parameters it adds to RCPT.</summary>
    public virtual IReadOnlyList<ParameterRule> RcptParameters => [];

    /// <summary>Its line in the reply to EHLO, or null when it is not on offer at this moment.</summary>
    public virtual string? EhloLine(SmtpSession session) => Row.Keyword;

    /// <summary>A second line of it, or null.</summary>
    public virtual string? SecondEhloLine(SmtpSession session) => null;
}

/// <summary>What an extension does with a parameter of MAIL or RCPT.</summary>
/// <param name="Extension">EHLO keyword of the extension it belongs to.</param>
/// <param name="Keyword">Upper case.</param>
/// <param name="Apply">Checks the value and notes it in the envelope; gives the refusal or no reply.</param>
internal sealed record ParameterRule(string Extension, string Keyword, Func<SmtpSession, Envelope, string?, Reply> Apply);
