using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>ANONYMOUS (RFC 4505): the client leaves a trace, such as an address, or nothing.</summary>
internal sealed class AnonymousMechanism : SaslMechanism
{
    /// <summary>RFC 4505 section 2: 1 to 255 characters, of up to four octets each.</summary>
    private const int LongestTrace = 4 * 255;

    public override string Name => "ANONYMOUS";

    public override bool IsOnRequest => true;

    public override bool IsOneRoundTrip => true;

    public override SaslExchange Start(SmtpSession session) => new Exchange();

    // What has a NUL in it was meant for PLAIN, and has the password inside.
    public override string Show(ReadOnlySpan<byte> response, int number) => response.Contains((byte)0) ? Secret.Mask : Printable(response);

    private sealed class Exchange : SaslExchange
    {
        public override SaslStep Next(byte[] response) => response.Length <= LongestTrace && Utf8.IsValid(response) && !response.AsSpan().Contains((byte)0)
            ? SaslStep.Accept("anonymous")
            : SaslStep.Refuse(Replies.AuthShape.With("ANONYMOUS takes: a trace of at most 255 characters"));
    }
}
