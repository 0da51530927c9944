namespace MailSink.Fuzz.Sink;

/// <summary>Octets that come a few at a time, as from a store that has them in pieces.</summary>
internal sealed class Trickle(byte[] octets) : MemoryStream(octets, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Next(count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Next(buffer.Length)]);

    private int Next(int most) => Math.Min(most, 1 + (int)(Position * 7 % 11));
}
