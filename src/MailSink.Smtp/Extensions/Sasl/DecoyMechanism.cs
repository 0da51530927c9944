namespace MailSink.Smtp;

/// <summary>A mechanism that is only announced, to see what a client does when its choice comes to nothing.</summary>
internal sealed class DecoyMechanism(string name, bool isServerFirst) : SaslMechanism
{
    public static IReadOnlyList<DecoyMechanism> All { get; } =
        [new("DIGEST-MD5", isServerFirst: true), new("NTLM", false), new("GSSAPI", false), new("GSS-SPNEGO", false)];

    public override string Name => name;

    public override bool IsServerFirst => isServerFirst;

    public override bool IsOnRequest => true;

    public override SaslExchange Start(SmtpSession session) => new Exchange();

    public override string Show(ReadOnlySpan<byte> response, int number) => Secret.Mask;

    private sealed class Exchange : SaslExchange
    {
        public override SaslStep Next(byte[] response) => SaslStep.Refuse(Replies.AuthDecoy);
    }
}
