using System.Text;
using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL passwd</c> in one response.</summary>
internal sealed class PlainMechanism : SaslMechanism
{
    public override string Name => "PLAIN";

    public override bool SendsSecret => true;

    public override bool IsWeakerThanScram => true;

    public override bool IsOneRoundTrip => true;

    public override SaslExchange Start(SmtpSession session) => new Exchange(session);

    public override string Show(ReadOnlySpan<byte> response, int number) =>
        TrySplit(response, out _, out var user, out _) ? $"{Printable(user)} {Secret.Mask}" : Secret.Mask;

    private static bool TrySplit(
        ReadOnlySpan<byte> response, out ReadOnlySpan<byte> onBehalf, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> secret)
    {
        onBehalf = user = secret = default;
        var first = response.IndexOf((byte)0);
        if (first < 0) return false;
        var rest = response[(first + 1)..];
        var second = rest.IndexOf((byte)0);
        if (second < 0 || rest[(second + 1)..].Contains((byte)0)) return false;
        onBehalf = response[..first];
        user = rest[..second];
        secret = rest[(second + 1)..];
        return Utf8.IsValid(response);
    }

    private sealed class Exchange(SmtpSession session) : SaslExchange
    {
        public override SaslStep Next(byte[] response)
        {
            if (!TrySplit(response, out var onBehalf, out var user, out var secret)) return SaslStep.Refuse(Replies.AuthPlainShape);
            if (user.IsEmpty || secret.IsEmpty)
            {
                session.Findings.Report(LoginLint.InitialResponse, "PLAIN with an empty name or password");
                return SaslStep.Refuse(Replies.AuthBad);
            }

            // A configured user acts for nobody else; where anybody may log in, so may anybody for anybody.
            if (!session.Options.Users.IsAnybody && !onBehalf.IsEmpty && !onBehalf.SequenceEqual(user)) return SaslStep.Refuse(Replies.AuthBad);
            return session.Logins.Decide(user, Encoding.UTF8.GetString(secret));
        }
    }
}
