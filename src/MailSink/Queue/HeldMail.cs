using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MailSink.Messages.Projection;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Edits;
using MailSink.Storage.Rows;
using MailSink.Storage.Writer;

namespace MailSink.Queue;

/// <summary>
/// Captured mail as a queue for tests of ETRN, ATRN and TURN: whatever came for a domain waits until it was handed over. Nothing is
/// written while mail comes in; a row stands only for what was tried.
/// </summary>
internal sealed partial class HeldMail(
    StoreReaders readers, StoreHead head, ProjectionWatermark watermark, StoreEdits edits, RelayDeliveries relays, ILogger<HeldMail> logger) : IHeldMail
{
    private const int PageSize = 500;

    /// <summary>Contents that are being sent: two sessions for one domain must not both send them.</summary>
    private readonly ConcurrentDictionary<long, bool> _lent = [];

    public async ValueTask<long?> CountAsync(QueueSelection selection, CancellationToken cancellationToken)
    {
        if (!await CatchUpAsync(cancellationToken)) return null;
        using var reader = readers.Open();
        return reader.Db.Waiting(selection, 0, head.Newest.Seq).Select(m => m.ContentId).Distinct().LongCount();
    }

    public async IAsyncEnumerable<HeldMessage> ReadAsync(QueueSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        // What comes in from now on is for the next time: a relay that leads back to this server must not run for ever.
        var (after, upTo) = (0L, head.Newest.Seq);
        while (ReadPage(selection, after, upTo) is { Count: > 0 } page)
        {
            foreach (var waiting in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after = waiting.Seq;
                if (!_lent.TryAdd(waiting.ContentId, true)) continue;
                try
                {
                    if (Load(waiting, selection) is { } message) yield return message;
                }
                finally
                {
                    _lent.TryRemove(waiting.ContentId, out _);
                }
            }
        }
    }

    public async ValueTask SettleAsync(HeldMessage message, IReadOnlyList<RecipientResult> results, CancellationToken cancellationToken)
    {
        try
        {
            if (Find(message.Id) is var (id, contentId)) await edits.SettleAsync(id, contentId, results);
        }
        catch (StoreUnavailableException e)
        {
            // It will be sent again; better twice than never.
            LogNotSettled(e, message.Id);
        }
    }

    public async ValueTask<QueueStart> StartAsync(QueueNode node, CancellationToken cancellationToken)
    {
        if (relays.Find(node) is not { } relay) return new(QueueStartStatus.NotAllowed);
        var pending = await CountAsync(EtrnRelay.SelectionOf(node), cancellationToken);
        return pending == 0 && !relays.IsRunning(node) ? new(QueueStartStatus.Empty) : relays.Start(node, relay, this, pending);
    }

    private async ValueTask<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await watermark.WaitForAsync(head.Newest.Seq, cancellationToken);
            return true;
        }
        catch (ProjectionBehindException)
        {
            return false;
        }
    }

    private List<WaitingMessage> ReadPage(QueueSelection selection, long after, long upTo)
    {
        using var reader = readers.Open();
        var page = reader.Db.Waiting(selection, after, upTo).Select(m => new { m.Seq, m.ContentId, m.Size }).Distinct().OrderBy(m => m.Seq).Take(PageSize);
        return [.. page.AsEnumerable().Select(m => new WaitingMessage(m.Seq, m.ContentId, m.Size))];
    }

    private HeldMessage? Load(WaitingMessage waiting, QueueSelection selection)
    {
        using var reader = readers.Open();
        if (reader.Db.Contents.Where(c => c.Id == waiting.ContentId).Select(c => c.Envelope).FirstOrDefault() is not { } json) return null;
        var envelope = JsonSerializer.Deserialize(json, StoredJson.Default.StoredEnvelope) ?? new StoredEnvelope();
        var settled = reader.Db.Handovers.Where(h => h.ContentId == waiting.ContentId && h.State != HandoverState.Queued)
            .Select(h => h.Recipient).ToHashSet(StringComparer.Ordinal);
        var recipients = envelope.Recipients.DistinctBy(r => r.Address, StringComparer.Ordinal)
            .Where(r => selection.Includes(r.Address) && !settled.Contains(r.Address)).ToList();
        return recipients.Count == 0 ? null : new HeldMessage(waiting.Seq, Outbound.Of(readers, waiting, envelope, recipients));
    }

    private (MessageId Id, long ContentId)? Find(long seq)
    {
        using var reader = readers.Open();
        var found = reader.Db.Messages.Where(m => m.Seq == seq && m.DeletedUs == null).Select(m => new { m.ReceivedUs, m.ContentId }).FirstOrDefault();
        return found is null ? null : (new MessageId(found.ReceivedUs / 1000, seq), found.ContentId);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of message {Seq} could not be noted; it will be sent again")]
    private partial void LogNotSettled(Exception fault, long seq);
}
