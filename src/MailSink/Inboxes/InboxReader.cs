using MailSink.Storage;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Inboxes;

/// <summary>An inbox and what is in it.</summary>
/// <param name="Name">Case-sensitive.</param>
/// <param name="Total">Messages in it.</param>
/// <param name="Unread">Messages in it that nobody has marked read.</param>
public sealed record InboxDto(string Name, long Total, long Unread);

/// <summary>Reads inboxes, with their counts from the counters by block.</summary>
internal sealed class InboxReader(StoreReaders readers)
{
    /// <summary><c>inbox.id</c> of <c>default</c>.</summary>
    private const long DefaultId = 1;

    /// <summary>All inboxes, <c>default</c> first, then by name.</summary>
    public async Task<IReadOnlyList<InboxDto>> ListAsync(CancellationToken cancellationToken)
    {
        using var reader = readers.Open();
        var db = reader.Db;
        var counts = db.Blocks.GroupBy(b => b.InboxId)
            .Select(g => new { InboxId = g.Key, Live = g.Sum(b => (long)b.Live), Unread = g.Sum(b => (long)b.Unread) });
        var inboxes = await (from i in db.Inboxes
                             join c in counts on i.Id equals c.InboxId into counted
                             from c in counted.DefaultIfEmpty()
                             orderby i.Id != DefaultId, i.Name
                             select new InboxDto(i.Name, (long?)c.Live ?? 0, (long?)c.Unread ?? 0)).ToListAsync(cancellationToken);
        return inboxes;
    }
}
