using MailSink.Events;
using MailSink.Reports;
using MailSink.Sessions;
using MailSink.Smtp;
using MailSink.Storage.Ingest;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>
/// What people and programs do with what is stored. Each call is a chore of the writer and returns when it is durable; with the
/// store's disk full or failed it throws <see cref="StoreUnavailableException"/>.
/// </summary>
internal sealed class StoreEdits(StoreWriter writer, IngestPath path, EventBus bus, TimeProvider time)
{
    /// <summary>Deletes messages by <c>message.seq</c>; unknown ones are passed over.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DeleteAsync(IReadOnlyList<long> seqs) => writer.RunAsync(new DeleteChore(seqs, bus, path.Upkeep));

    /// <summary>Deletes everything that is stored now, in one inbox or, with null, in all.</summary>
    /// <returns>How many messages there were.</returns>
    public Task<int> DeleteAllAsync(string? inbox)
    {
        var inboxes = writer.State.Inboxes;
        IReadOnlyList<long> ids = inbox is null ? [.. inboxes.Values] : inboxes.TryGetValue(inbox, out var id) ? [id] : [];
        return writer.RunAsync(new DeleteAllChore(ids, writer.State.Seq, bus, path.Upkeep));
    }

    /// <summary>Marks messages read or unread, or replaces their tags; what is null stays as it is.</summary>
    /// <returns>The messages found.</returns>
    public Task<IReadOnlyList<MessageId>> MarkAsync(IReadOnlyList<long> seqs, bool? read, IReadOnlyList<string>? tags) =>
        writer.RunAsync(new MarkChore(seqs, read, tags, bus));

    /// <summary>Makes an inbox.</summary>
    /// <returns>False when there is one of that name.</returns>
    public Task<bool> AddInboxAsync(string name) => writer.RunAsync(new AddInboxChore(name, writer.State));

    /// <summary>Removes an inbox with its messages; <c>default</c> is only emptied.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> RemoveInboxAsync(string name)
    {
        if (!writer.State.Inboxes.ContainsKey(name)) return false;
        await DeleteAllAsync(name);
        return name == InboxName.Default || await writer.RunAsync(new RemoveInboxChore(name, writer.State));
    }

    /// <summary>Removes sessions that are over. Messages they brought stay.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DeleteSessionsAsync(IReadOnlyList<long> ids) => writer.RunAsync(new DeleteSessionsChore(ids, 0));

    /// <summary>Removes all sessions begun until now. Messages they brought stay.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> DeleteAllSessionsAsync() =>
        writer.RunAsync(new DeleteSessionsChore(null, SessionId.FirstAt(time.GetUtcNow().ToUnixMicroseconds() + 1000)));

    /// <summary>Notes how far delivery reports have been made.</summary>
    public Task<bool> MarkReportsAsync(ReportMark mark) => writer.RunAsync(new MarkReportsChore(mark));

    /// <summary>Notes what became of a message that was sent on to other hosts.</summary>
    public Task SettleAsync(MessageId message, long contentId, IReadOnlyList<RecipientResult> results) =>
        writer.RunAsync(new SettleChore(message, contentId, results, bus));

    /// <summary>Stores a message that came without SMTP.</summary>
    /// <param name="envelope">Its envelope, <see cref="Envelope.Via"/> being <see cref="ContentVia.Rest"/> or <see cref="ContentVia.Report"/>.</param>
    /// <param name="content">The message's octets.</param>
    /// <param name="inbox">Name of the inbox it goes to.</param>
    /// <param name="cancellationToken">Nothing is stored when it is cancelled before all octets are read.</param>
    /// <param name="report">What is stored with a delivery report.</param>
    public async Task<CommitResult> AddMessageAsync(
        Envelope envelope, Stream content, string inbox, CancellationToken cancellationToken, ReportPlace? report = null)
    {
        await using var message = new IncomingMessage(path, null, inbox) { Report = report };
        await message.OpenAsync(cancellationToken);
        while (true)
        {
            var read = await content.ReadAsync(message.GetMemory(), cancellationToken);
            if (read == 0) return await message.CommitAsync(envelope, cancellationToken);
            if (message.Advance(read)) await message.FlushAsync(cancellationToken);
        }
    }
}
