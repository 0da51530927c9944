using System.Text;

namespace MailSink.Smtp;

/// <content>The same door where this side is the client: after ATRN and TURN, and on connections the program makes itself.</content>
internal sealed partial class Conversation
{
    /// <summary>Octets of a reply line that are kept. RFC 5321 section 4.5.3.1.5 allows 512; servers that say more exist.</summary>
    private const int LongestReplyLine = 4096;

    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    /// <summary>What must not be seen in a transcript although the other side may repeat it; empty when there is no such thing.</summary>
    public IReadOnlyList<string> PeerSecrets { get; set; } = [];

    /// <summary>Octets queued and not sent.</summary>
    public int QueuedOctets => replies.Queued;

    /// <summary>The other side is gone or takes nothing: what is sent is lost.</summary>
    public bool IsGone => replies.IsGone;

    /// <summary>Queues a command and records it.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="verb">The command it is or belongs to, or null.</param>
    /// <param name="shown">What the transcript shows instead because of a secret, or null.</param>
    /// <exception cref="ArgumentException">CR, LF or NUL in the line: it would be more than one command.</exception>
    public void SendCommand(string line, string? verb, string? shown = null)
    {
        if (line.AsSpan().ContainsAny('\r', '\n', '\0')) throw new ArgumentException("A command is one line.", nameof(line));
        transcript.Verb = verb;
        var octets = Encoding.UTF8.GetBytes(line);
        replies.PutRaw(octets);
        replies.PutRaw(LineEnd);
        status.OctetsOut += octets.Length + 2;
        status.Commands++;
        transcript.AddClient(octets, options.ShowSecrets ? null : shown, octets.Length + 2);
    }

    /// <summary>Sends octets of a message as they are; <see cref="RecordContent"/> tells the transcript once for all of them.</summary>
    /// <returns>False when the other side is gone.</returns>
    public async ValueTask<bool> SendContentAsync(ReadOnlyMemory<byte> octets)
    {
        replies.PutRaw(octets.Span);
        status.OctetsOut += octets.Length;
        await FlushQueuedAsync();
        return !replies.IsGone;
    }

    /// <summary>Records message content that was sent.</summary>
    public void RecordContent(long octets) => transcript.AddContent(octets);

    /// <summary>Reads a line of a reply.</summary>
    /// <param name="verb">The command that is answered, or null for the greeting.</param>
    /// <param name="limit">How long to wait for it.</param>
    public async ValueTask<Heard> ReadReplyLineAsync(string? verb, TimeSpan limit)
    {
        clock.ReplyTimeout = limit;
        transcript.Verb = verb;
        var heard = await ReadAsync(LongestReplyLine, Waiting.ForReply);
        if (lines.Octets == 0) return heard;
        if (PeerSecrets.Count == 0 || options.ShowSecrets) transcript.AddPeer(Line.Span, lines.Octets);
        else transcript.AddPeer(Encoding.UTF8.GetBytes(Masked(Encoding.UTF8.GetString(Line.Span))), lines.Octets);
        return heard;
    }

    /// <summary>Lets fall what the other side has sent and nobody has read.</summary>
    /// <returns>Octets.</returns>
    public long DropHeld()
    {
        var dropped = inbound.Held.Length;
        if (dropped > 0) inbound.Take(inbound.Held.End);
        return dropped;
    }

    private string Masked(string text)
    {
        foreach (var secret in PeerSecrets) text = text.Replace(secret, Secret.Mask, StringComparison.Ordinal);
        return text;
    }
}
