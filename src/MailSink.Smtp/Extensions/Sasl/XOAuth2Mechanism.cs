using System.Text;

namespace MailSink.Smtp;

/// <summary>
/// XOAUTH2, Google's and Microsoft's: <c>user=u ^A auth=Bearer token ^A ^A</c>. A configured user's password is the token.
/// </summary>
internal sealed class XOAuth2Mechanism : SaslMechanism
{
    public override string Name => "XOAUTH2";

    public override bool SendsSecret => true;

    public override SaslExchange Start(SmtpSession session) => new Exchange(session);

    public override string Show(ReadOnlySpan<byte> response, int number) =>
        BearerToken.ReadPairs(Encoding.UTF8.GetString(response)) is { } pairs ? BearerToken.Show(pairs) : Secret.Mask;

    private sealed class Exchange(SmtpSession session) : BearerExchange
    {
        protected override byte[] Failure => """{"status":"401","schemes":"bearer","scope":"mail"}"""u8.ToArray();

        protected override SaslStep Check(string response)
        {
            if (BearerToken.ReadPairs(response) is not { } pairs || !pairs.TryGetValue("user", out var user) || user.Length == 0)
                return SaslStep.Refuse(Replies.AuthShape.With("XOAUTH2 takes: user=name ^A auth=Bearer token ^A ^A"));
            return BearerToken.Find(pairs) is { } token
                ? session.Logins.Decide(Encoding.UTF8.GetBytes(user), token)
                : SaslStep.Refuse(Replies.AuthBad);
        }
    }
}
