using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Rows;

namespace MailSink.Queue;

/// <summary>A message of which somebody may still wait.</summary>
internal sealed record WaitingMessage(long Seq, long ContentId, long Size);

/// <summary>Finds held mail: the messages by their recipients' domains, less those that were handed over.</summary>
internal static class QueueQueries
{
    /// <summary>The messages of a selection that wait for at least one of its recipients, in any order, perhaps several times.</summary>
    /// <param name="db">The store.</param>
    /// <param name="selection">Whose.</param>
    /// <param name="after">Only behind this sequence number.</param>
    /// <param name="upTo">Only up to this one.</param>
    public static IQueryable<MessageRow> Waiting(this SinkContext db, QueueSelection selection, long after, long upTo) =>
        from d in Of(db, selection)
        where d.Seq > after && d.Seq <= upTo
        join m in db.Messages on d.Seq equals m.Seq
        where m.DeletedUs == null
              && db.Handovers.Count(h => h.ContentId == m.ContentId && h.Domain == d.Domain && h.State != HandoverState.Queued) < d.Recipients
        select m;

    private static IQueryable<RecipientDomainRow> Of(SinkContext db, QueueSelection selection)
    {
        if (selection.Domains.Count == 0) return db.RecipientDomains;
        var keys = selection.Domains.Select(HandoverDomain.Reverse).ToList();
        if (!selection.WithSubdomains) return db.RecipientDomains.Where(d => keys.Contains(d.Domain));
        return keys.Select(key => Tree(db, key)).Aggregate((all, one) => all.Concat(one));
    }

    private static IQueryable<RecipientDomainRow> Tree(SinkContext db, string key)
    {
        // With the labels in reverse order what is below a domain stands behind it: "/" is the character behind ".".
        var (first, behind) = (key + ".", key + "/");
#pragma warning disable CA1309 // The one overload that becomes SQL, where octets are compared.
        return db.RecipientDomains.Where(d => d.Domain == key || string.Compare(d.Domain, first) >= 0 && string.Compare(d.Domain, behind) < 0);
#pragma warning restore CA1309
    }
}
