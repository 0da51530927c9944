using System.Text;
using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>Numbers and times the lines of a session and gives them to the host. Only the door and the session's ends write here.</summary>
internal sealed class Transcript(ISessionHost host, SessionClock clock)
{
    /// <summary>Verb of the command that is read or answered, or null.</summary>
    public string? Verb { get; set; }

    /// <summary>Number of the last line.</summary>
    public int LastNumber { get; private set; }

    /// <summary>Takes a line the client sent.</summary>
    /// <param name="line">As sent, without its end.</param>
    /// <param name="shown">What is shown instead because of a secret, or null.</param>
    /// <param name="octets">Octets on the wire.</param>
    public void AddClient(ReadOnlySpan<byte> line, string? shown, long octets) => host.Record(new TranscriptLine
    {
        Number = ++LastNumber,
        At = clock.Elapsed,
        Source = LineSource.Client,
        Text = shown is null ? line : Encoding.UTF8.GetBytes(shown),
        Octets = octets,
        Command = Verb,
    });

    /// <summary>Takes one line of a reply.</summary>
    public void AddServer(ReplyRow row, ReadOnlySpan<byte> line, bool isTableText) => host.Record(new TranscriptLine
    {
        Number = ++LastNumber,
        At = clock.Elapsed,
        Source = LineSource.Server,
        Text = line,
        Octets = line.Length + 2,
        Command = Verb,
        ReplyId = row.IsListed ? row.Id : null,
        IsTableText = isTableText,
        RuleId = row.RuleId,
    });

    /// <summary>Takes one line of a reply that this side got, where it is the client.</summary>
    /// <param name="line">As sent, without its end.</param>
    /// <param name="octets">Octets on the wire.</param>
    public void AddPeer(ReadOnlySpan<byte> line, long octets) => host.Record(new TranscriptLine
    {
        Number = ++LastNumber,
        At = clock.Elapsed,
        Source = LineSource.Server,
        Text = line,
        Octets = octets,
        Command = Verb,
    });

    /// <summary>Takes one line of a reply that a fault made or changed.</summary>
    /// <param name="row">What it was made from.</param>
    /// <param name="line">Octets on the wire, whatever they are.</param>
    /// <param name="ruleId">The rule.</param>
    public void AddFaulted(ReplyRow row, ReadOnlySpan<byte> line, string ruleId) => host.Record(new TranscriptLine
    {
        Number = ++LastNumber,
        At = clock.Elapsed,
        Source = LineSource.Server,
        Text = line.TrimEnd("\r\n"u8),
        Octets = line.Length,
        Command = Verb,
        ReplyId = row.IsListed ? row.Id : null,
        RuleId = ruleId,
    });

    /// <summary>Takes what a fault does.</summary>
    public void AddFault(ReadOnlySpan<byte> text, string ruleId) => host.Record(new TranscriptLine
    {
        Number = ++LastNumber,
        At = clock.Elapsed,
        Source = LineSource.Event,
        Text = text,
        Octets = 0,
        Command = Verb,
        Note = "fault",
        RuleId = ruleId,
    });

    /// <summary>Takes a message's content as one line.</summary>
    public void AddContent(long octets)
    {
        Span<byte> text = stackalloc byte[48];
        Utf8.TryWrite(text, $"message content, {octets} octets", out var length);
        AddEvent("content", text[..length], octets);
    }

    /// <summary>Takes something that happened on the connection.</summary>
    public void AddEvent(string note, ReadOnlySpan<byte> text, long octets = 0, string? ruleId = null) => host.Record(new TranscriptLine
    {
        Number = ++LastNumber,
        At = clock.Elapsed,
        Source = LineSource.Event,
        Text = text,
        Octets = octets,
        Command = Verb,
        Note = note,
        RuleId = ruleId,
    });
}
