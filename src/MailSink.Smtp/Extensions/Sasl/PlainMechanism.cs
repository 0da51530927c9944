namespace MailSink.Smtp;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL passwd</c> in one response.</summary>
internal sealed class PlainMechanism : SaslMechanism
{
    public override string Name => "PLAIN";

    public override bool SendsSecret => true;

    public override SaslExchange Start() => new Exchange();

    private sealed class Exchange : SaslExchange
    {
        public override string FirstChallenge => "";

        public override SaslStep Next(byte[] response)
        {
            if (!TrySplit(response, out var user, out var secret)) return SaslStep.Refuse(Replies.AuthPlainShape);
            return user.IsEmpty || secret.IsEmpty ? SaslStep.Refuse(Replies.AuthBad) : SaslStep.Accept(Printable(user));
        }

        public override string Show(byte[] response) =>
            TrySplit(response, out var user, out _) ? $"{Printable(user)} {Secret.Mask}" : Secret.Mask;

        private static bool TrySplit(ReadOnlySpan<byte> response, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> secret)
        {
            user = secret = default;
            var first = response.IndexOf((byte)0);
            if (first < 0) return false;
            var rest = response[(first + 1)..];
            var second = rest.IndexOf((byte)0);
            if (second < 0 || rest[(second + 1)..].Contains((byte)0)) return false;
            user = rest[..second];
            secret = rest[(second + 1)..];
            return System.Text.Unicode.Utf8.IsValid(response);
        }
    }
}
