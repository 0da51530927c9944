using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 4954. The mechanisms stand in <see cref="SaslTable"/>; who may log in, in <see cref="SmtpOptions.Users"/>.</summary>
internal sealed class AuthExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "AUTH", "AUTH mechanism [mechanism …]", ["AUTH"], [], ["AUTH"],
        new("The client may log in.", "客户端可以登录。"),
        new("The mechanisms behind the keyword say how. Where no users are configured any name and any password will do; no secret is "
            + "ever stored. Base64 protects nothing: PLAIN, LOGIN and the two with bearer tokens belong inside TLS. SCRAM is offered where "
            + "users are configured, since its server has to know the password; EXTERNAL to clients that showed a trusted certificate.",
            "关键字后列出可用的机制。没有配置用户时，任何用户名和密码都可以；密码从不保存。Base64 不提供任何保护：PLAIN、LOGIN "
            + "以及两种令牌机制应在 TLS 内使用。SCRAM 只在配置了用户时提供，因为服务器必须知道密码；EXTERNAL 只提供给出示了可信证书的客户端。"),
        "RFC 4954");

    public override IReadOnlyList<Command> Commands { get; } = [new AuthCommand()];

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("AUTH", CheckSubmitter)];

    public override string? EhloLine(SmtpSession session)
    {
        var names = string.Join(' ', SaslTable.Announced(session).Select(mechanism => mechanism.Name));
        return names.Length == 0 ? null : $"AUTH {names}";
    }

    /// <summary>Clients older than RFC 2554 look for an equals sign in place of the space.</summary>
    public override string? SecondEhloLine(SmtpSession session) =>
        session.Options.AuthLegacyLine && EhloLine(session) is { } line ? $"AUTH={line[5..]}" : null;

    /// <summary>What a transcript may show of a line that begins with AUTH, or null when it holds no secret.</summary>
    public static string? ShowCommand(ReadOnlySpan<byte> line)
    {
        var argument = line[4..].Trim(" \t"u8);
        var end = argument.IndexOfAny((byte)' ', (byte)'\t');
        var name = end < 0 ? argument : argument[..end];
        var isName = SaslTable.IsMechanismName(name);
        if (end < 0 && (isName || name.IsEmpty)) return null;
        var shown = $"{Encoding.ASCII.GetString(line[..4])} {(isName ? Encoding.ASCII.GetString(name) : Secret.Mask)}";
        if (end < 0) return shown;
        var response = argument[end..].Trim(" \t"u8);
        var secret = Secret.Mask;
        if (response is [(byte)'=']) secret = "=";
        else if (SaslTable.Find(name) is { } mechanism && AuthCommand.TryDecode(response, out var octets)) secret = mechanism.Show(octets, 0);
        return $"{shown} {secret}";
    }

    /// <summary>RFC 4954 section 5: AUTH= has to be accepted from anybody; nobody here trusts it. Its value may be no mailbox.</summary>
    private static Reply CheckSubmitter(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is null) return Replies.ParameterBad;
        if (value == "<>") return Reply.None;
        if (Xtext.Decode(value) is not { } submitter) return Replies.ParameterBad;
        if (!submitter.Contains('@', StringComparison.Ordinal)) session.Findings.Report(LoginLint.OddSubmitter, $"AUTH={value} is no mailbox");
        else if (session.Status.AuthMechanism is null) session.Findings.Report(LoginLint.OddSubmitter, $"AUTH={value} without a login");
        return Reply.None;
    }
}
