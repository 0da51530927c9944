using System.Text;

namespace MailSink.Smtp;

/// <summary>
/// OAUTHBEARER (RFC 7628): <c>n,a=user, ^A host=h ^A port=p ^A auth=Bearer token ^A ^A</c>. A configured user's password is the token.
/// </summary>
internal sealed class OAuthBearerMechanism : SaslMechanism
{
    public override string Name => "OAUTHBEARER";

    public override bool SendsSecret => true;

    public override SaslExchange Start(SmtpSession session) => new Exchange(session);

    public override string Show(ReadOnlySpan<byte> response, int number)
    {
        if (Read(Encoding.UTF8.GetString(response)) is not var (user, pairs)) return number > 0 && response is [1] ? "^A" : Secret.Mask;
        return $"a={Printable(Encoding.UTF8.GetBytes(user))} {BearerToken.Show(pairs)}";
    }

    private static (string User, Dictionary<string, string> Pairs)? Read(string message)
    {
        if (Gs2Header.Read(message) is not { Binding: null } header) return null;
        var rest = message[header.Length..];
        if (rest is not [BearerToken.Separator, ..] || BearerToken.ReadPairs(rest) is not { } pairs) return null;
        // RFC 7628 section 3.1 lets a client name nobody and leave it to the token, which nobody here can read.
        var user = header.OnBehalf ?? pairs.GetValueOrDefault("user", "");
        return (user.Length > 0 ? user : "oauth", pairs);
    }

    private sealed class Exchange(SmtpSession session) : BearerExchange
    {
        protected override byte[] Failure => """{"status":"invalid_token","scope":"mail"}"""u8.ToArray();

        protected override SaslStep Check(string response)
        {
            if (Read(response) is not var (user, pairs))
                return SaslStep.Refuse(Replies.AuthShape.With("OAUTHBEARER takes: n,a=name, ^A auth=Bearer token ^A ^A"));
            return BearerToken.Find(pairs) is { } token
                ? session.Logins.Decide(Encoding.UTF8.GetBytes(user), token)
                : SaslStep.Refuse(Replies.AuthBad);
        }
    }
}
