using System.Text;

namespace MailSink.Benchmarks.Load;

/// <summary>
/// The octets one session writes again and again. The start (up to 16 KiB, which holds what is stamped) is the session's own; the rest
/// of a large mail is shared by all sessions.
/// </summary>
internal sealed class RenderedMessage
{
    private const int OwnOctets = 16 * 1024;
    private readonly byte[] _start;
    private readonly int _stampAt;
    private readonly (int MessageId, int Subject) _stamps;

    /// <param name="sample">The mail.</param>
    /// <param name="before">Commands that stand before the octets in the same write: the group with BDAT, or nothing.</param>
    /// <param name="after">What follows the octets in the same write: the final dot and the next group, or nothing.</param>
    public RenderedMessage(SampleMail sample, byte[] before, byte[] after)
    {
        var mail = sample.Octets;
        FillerTimes = sample.FillerTimes;
        var own = Math.Min(mail.Length, OwnOctets);
        _start = [.. before, .. mail.AsSpan(0, own), .. own == mail.Length ? after : []];
        _stampAt = before.Length;
        _stamps = SampleMail.StampPositions(mail);
        if (own == mail.Length) return;

        var last = Math.Min(OwnOctets, mail.Length - own);
        Middle = mail.AsMemory(own, mail.Length - own - last);
        End = (byte[])[.. mail.AsSpan(mail.Length - last), .. after];
    }

    /// <summary>First part to write; all of a small mail.</summary>
    public ReadOnlyMemory<byte> Start => _start;

    public ReadOnlyMemory<byte> Middle { get; }

    /// <summary>How often <see cref="SampleMail.Filler"/> stands between <see cref="Middle"/> and <see cref="End"/>.</summary>
    public int FillerTimes { get; }

    /// <summary>Last part to write: the acknowledgement is timed from here. Empty for a small mail.</summary>
    public ReadOnlyMemory<byte> End { get; }

    public void Stamp(long number) => SampleMail.Stamp(_start.AsSpan(_stampAt), _stamps, number);

    public static byte[] Octets(string commands) => Encoding.ASCII.GetBytes(commands);
}
