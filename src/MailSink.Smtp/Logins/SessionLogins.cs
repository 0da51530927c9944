using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>A session's logins: who gets in, and whether a refused secret is tried again.</summary>
internal sealed class SessionLogins(SmtpSession session)
{
    /// <summary>
    /// RFC 4954 section 6: 530 "SHOULD be returned by any command other than AUTH, EHLO, HELO, NOOP, RSET, or QUIT when server policy
    /// requires authentication". STARTTLS and HELP harm nobody, and XCLIENT may bring the login with it.
    /// </summary>
    private static readonly HashSet<string> BeforeLogin =
        ["AUTH", "EHLO", "HELO", "LHLO", "NOOP", "RSET", "QUIT", "STARTTLS", "HELP", "XCLIENT"];

    // A digest without its key is of no use to anybody; both end with the session.
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private byte[]? tried;
    private byte[]? refused;

    /// <summary>The command has to wait for a login.</summary>
    public static bool IsBarred(SmtpSession session, Command command) =>
        session.Options.RequireAuth && session.Status.AuthMechanism is null && !BeforeLogin.Contains(command.Row.Name);

    /// <summary>Decides about a secret that crossed the wire readable.</summary>
    public SaslStep Decide(ReadOnlySpan<byte> user, string secret)
    {
        var name = Encoding.UTF8.GetString(user);
        tried = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{name}\0{secret}"));
        if (refused is not null && refused.AsSpan().SequenceEqual(tried)) session.Findings.Report(LoginLint.SameAgain, "the same name and secret as before");
        // RFC 4954 section 4: "If preparation of the authorization identity fails or results in an empty string […], the server MUST
        // fail the authentication."
        if (!SaslPrep.TryPrepare(name, out var prepared) || prepared.Length == 0) return SaslStep.Refuse(Replies.AuthBad);
        if (session.Options.Users.IsAnybody) return SaslStep.Accept(SaslMechanism.Printable(user));
        return session.Options.Users.TryFind(name, out var known) && known.Matches(secret)
            ? SaslStep.Accept(known.Name)
            : SaslStep.Refuse(Replies.AuthBad);
    }

    /// <summary>An AUTH was answered.</summary>
    public void Answered(in Reply reply)
    {
        if (reply.Row is { Code: 535 }) refused = tried;
    }
}
