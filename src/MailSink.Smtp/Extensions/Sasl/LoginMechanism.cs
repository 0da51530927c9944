using System.Text;

namespace MailSink.Smtp;

/// <summary>
/// LOGIN, never standardised: the server asks "Username:" and "Password:". Clients that send the name as initial response
/// (System.Net.Mail among them) go straight to the password.
/// </summary>
internal sealed class LoginMechanism : SaslMechanism
{
    public override string Name => "LOGIN";

    public override bool SendsSecret => true;

    public override bool IsWeakerThanScram => true;

    public override SaslExchange Start(SmtpSession session) => new Exchange(session);

    public override string Show(ReadOnlySpan<byte> response, int number) => number == 0 && !response.Contains((byte)0) ? Printable(response) : Secret.Mask;

    private sealed class Exchange(SmtpSession session) : SaslExchange
    {
        private byte[]? user;

        public override byte[] FirstChallenge => "Username:"u8.ToArray();

        public override SaslStep Next(byte[] response)
        {
            if (user is not null) return session.Logins.Decide(user, Encoding.UTF8.GetString(response));
            // A response meant for PLAIN has the password inside.
            if (response.AsSpan().Contains((byte)0)) return SaslStep.Refuse(Replies.AuthBad);
            user = response;
            return SaslStep.Ask("Password:"u8.ToArray());
        }
    }
}
