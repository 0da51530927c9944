namespace MailSink.Smtp;

/// <summary>
/// LOGIN, never standardised: the server asks "Username:" and "Password:". Clients that send the name as initial response
/// (System.Net.Mail among them) go straight to the password.
/// </summary>
internal sealed class LoginMechanism : SaslMechanism
{
    public override string Name => "LOGIN";

    public override bool SendsSecret => true;

    public override SaslExchange Start() => new Exchange();

    private sealed class Exchange : SaslExchange
    {
        private string? user;

        public override string FirstChallenge => "Username:";

        public override SaslStep Next(byte[] response)
        {
            if (user is not null) return SaslStep.Accept(user);
            // A response meant for PLAIN has the password inside.
            if (response.AsSpan().Contains((byte)0)) return SaslStep.Refuse(Replies.AuthBad);
            user = Printable(response);
            return SaslStep.Ask("Password:");
        }

        public override string Show(byte[] response) => user is null && !response.AsSpan().Contains((byte)0) ? Printable(response) : Secret.Mask;
    }
}
