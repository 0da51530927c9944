using System.Text.Json;
using MailSink.Checks;
using MailSink.Configuration;
using MailSink.Messages.Mime;
using MailSink.Storage;
using MailSink.Storage.Derived;

namespace MailSink.Messages.Projection;

/// <summary>
/// Reads each stored message once and keeps what lists show of it. Runs behind the ingest: a message is safe and acknowledged
/// before it comes here, and nothing it contains can lose it.
/// </summary>
internal sealed partial class MessageProjector(
    StoreReaders readers, StoreHead head, DataFolder folder, ProjectionWatermark watermark, SinkOptions options, TimeProvider time,
    ILogger<MessageProjector> logger)
    : StoreFollower("Parsing stored messages", time, logger)
{
    /// <summary>Raise when the same message would yield something else: everything is then read again.</summary>
    public const int Version = 4;

    private const string Name = "message";
    private const int BatchesBetweenCleanings = 256;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly MessageLint _lint = new(options.SilencedLint);

    protected override async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var writer = DerivedWriter.Open(folder.DerivedDatabase, MachineStart.Read(Time));
        var version = _lint.Version(Version);
        var seq = writer.Watermark(Name, version);
        // Beyond the head: this derived.db was made from another store.
        if (seq > head.Newest.Seq) seq = 0;
        var rewriteUpTo = seq == 0 ? head.Newest.Seq : 0;
        if (seq == 0) writer.ForgetFindings();
        watermark.Advance(seq);
        for (var batches = 1; ; batches++)
        {
            var newest = await head.WaitBeyondAsync(seq, cancellationToken);
            var began = Time.GetTimestamp();
            var (sources, upTo) = ProjectionSource.ReadBatch(readers, seq, newest.Seq);
            writer.Write(Name, version, upTo, Project(sources, cancellationToken), rewrite: seq < rewriteUpTo);
            seq = upTo;
            watermark.Advance(seq);
            if (head.Newest != newest) await GiveWayAsync(Time.GetElapsedTime(began), cancellationToken);
            if (batches % BatchesBetweenCleanings == 0) writer.Forget(ProjectionSource.FirstSeq(readers, newest.Seq));
        }
    }

    /// <summary>
    /// Mail is pouring in: its acknowledgements go first, and parsing takes a fifth of one processor at most, in larger batches,
    /// until the flood is over or somebody wants to see what it brought.
    /// </summary>
    private Task GiveWayAsync(TimeSpan worked, CancellationToken cancellationToken)
    {
        var pause = 4 * worked;
        return watermark.WaitUntilWantedAsync(pause < LongestPause ? pause : LongestPause, cancellationToken);
    }

    private List<DerivedMessage> Project(List<ProjectionSource> sources, CancellationToken cancellationToken)
    {
        var projected = new List<DerivedMessage>(sources.Count);
        (long ContentId, ParsedMail Mail, StoredEnvelope Envelope, IReadOnlyList<StoredFinding> Findings)? last = null;
        foreach (var source in sources)
        {
            try
            {
                // One mail for several inboxes is several messages in a row with one content.
                if (last?.ContentId != source.ContentId) last = Read(source, cancellationToken);
                var (_, mail, envelope, findings) = last!.Value;
                projected.Add(MessageProjection.Make(source.Seq, mail, envelope, findings));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // A fault of ours with one message must not hold up all that follow it; it can still be read raw.
                LogMessageFault(fault, source.Seq);
                last = null;
                projected.Add(MessageProjection.Make(source.Seq, new ParsedMail(null, ParseOutcome.Failed), new StoredEnvelope(), []));
            }
        }

        return projected;
    }

    private (long ContentId, ParsedMail Mail, StoredEnvelope Envelope, IReadOnlyList<StoredFinding> Findings) Read(
        ProjectionSource source, CancellationToken cancellationToken)
    {
        var envelope = Envelope(source);
        using var body = source.Body is { } octets
            ? new MemoryStream(octets, 0, octets.Length, writable: false, publiclyVisible: true)
            : ContentStream.Open(readers, source.ContentId);
        if (body is null) return (source.ContentId, new ParsedMail(null, ParseOutcome.Failed), envelope, _lint.Wanted(envelope.Findings));
        var mail = MailParser.Parse(body, hash: false, inspect: true, cancellationToken: cancellationToken);
        var findings = _lint.Check(mail, body, envelope, UnixTime.FromUnixMicroseconds(source.ReceivedUs), source.Seq);
        return (source.ContentId, mail, envelope, findings);
    }

    private static StoredEnvelope Envelope(ProjectionSource source) =>
        JsonSerializer.Deserialize(source.Envelope, StoredJson.Default.StoredEnvelope) ?? new StoredEnvelope();

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Seq} could not be parsed; it is shown raw")]
    private partial void LogMessageFault(Exception fault, long seq);
}
