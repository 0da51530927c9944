using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Checks.History;

/// <summary>
/// The messages accepted lately, to tell a client that sends one again which has its 250. "To avoid receiving duplicate messages
/// as the result of timeouts, a receiver-SMTP MUST seek to minimize the time required to respond to the final &lt;CRLF&gt;.&lt;CRLF&gt;"
/// (RFC 5321 section 6.1) is the server's half of it; waiting is the client's.
/// </summary>
internal sealed class RecentDeliveries
{
    private const int Most = 4096;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly RecentHistory<UInt128, Delivery> _recent = new(Most, Longest);

    /// <summary>Looks a message up, and notes it. One mail to each of many recipients in turn is not the same one again.</summary>
    /// <param name="mail">The message.</param>
    /// <param name="head">Its first octets.</param>
    /// <param name="seq">Its sequence number.</param>
    /// <param name="findings">Where a finding goes.</param>
    public void Check(CheckedMail mail, ReadOnlySpan<byte> head, long seq, MailFindings findings)
    {
        if (mail.Envelope.Client is null || mail.Header.First("Message-ID") is null) return;
        var key = Digest(mail, head);
        // After a fault a batch is read a second time: it must not find itself.
        if (_recent.TryFind(key, mail.ReceivedAt, out var earlier, out var age) && earlier.Seq < seq)
        {
            var id = new MessageId(earlier.At.ToUnixTimeMilliseconds(), earlier.Seq);
            findings.Report(HistoryLint.SentAgain, string.Create(CultureInfo.InvariantCulture, $"accepted {age.TotalSeconds:0} s before as {id}"));
        }

        _recent.Note(key, new Delivery(seq, mail.ReceivedAt), mail.ReceivedAt);
    }

    private static UInt128 Digest(CheckedMail mail, ReadOnlySpan<byte> head)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        Span<byte> rest = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64LittleEndian(rest, mail.Size);
        hash.AppendData(rest[..sizeof(long)]);
        // No address has a line end in it.
        hash.AppendData(Encoding.UTF8.GetBytes(mail.Envelope.From));
        foreach (var recipient in mail.Envelope.Recipients) hash.AppendData(Encoding.UTF8.GetBytes("\n" + recipient.Address));
        hash.GetHashAndReset(rest);
        return BinaryPrimitives.ReadUInt128LittleEndian(rest);
    }

    private sealed record Delivery(long Seq, DateTimeOffset At);
}
