using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Messages;

/// <summary>Message queries. Each walks an index in the order of the page, so that a page costs what it shows.</summary>
internal static partial class MessageQueries
{
    private const long BlockSize = 1024;
    private const AddressKinds RecipientKinds = AddressKinds.Recipient | AddressKinds.To | AddressKinds.Cc;

    /// <summary>The messages selected, in order.</summary>
    public static IQueryable<MessageRow> Matching(this SinkContext db, MessageSelection selection, bool ascending) =>
        Walk(db, selection, ascending).Where(m => m.DeletedUs == null).WithFacts(db, selection);

    /// <summary>The first sequence number accepted at or after a time; one beyond the head when there is none.</summary>
    public static long FirstSeqAt(this SinkContext db, DateTimeOffset time, long head)
    {
        // Acceptance never goes back as numbers go up, so the place is found by halving.
        var us = time.ToUnixMicroseconds();
        long low = 1, high = head + 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var found = db.Messages.Where(m => m.Seq >= middle).OrderBy(m => m.Seq).Select(m => new { m.Seq, m.ReceivedUs }).FirstOrDefault();
            if (found is null || found.ReceivedUs >= us) high = middle;
            else low = found.Seq + 1;
        }

        return low;
    }

    /// <summary>Chooses the index to walk: the rarest thing asked for comes first.</summary>
    private static IQueryable<MessageRow> Walk(SinkContext db, MessageSelection s, bool ascending)
    {
        var (after, before) = (s.After, s.Before);
        if (ExactAddress(s.Filter.To) is { } to) return ByAddress(db, to, RecipientKinds, after, before, ascending);
        if (ExactAddress(s.Filter.From) is { } from) return ByAddress(db, from, SenderKinds(s.Filter.From!), after, before, ascending);
        if (s.Filter.Tag is { } tag) return ByTag(db, tag, after, before, ascending);
        if (LintId(s.Filter.Lint) is { } id) return ByFinding(db, id, after, before, ascending);
        if (s.Filter.Parameter is { } parameter && ParameterPattern.Of(parameter) is { HasWildcard: false } asked)
            return ByParameter(db, asked.Text, after, before, ascending);
        if (s.InboxId is { } inbox) return ByInbox(db, inbox, s.Filter.Unread == true, after, before, ascending);
        if (s.Filter.HasAttachment == true) return ByProjection(db, p => p.AttachmentCount > 0, after, before, ascending);
        if (s.Filter.Lint is { } severity) return ByProjection(db, HasSeverity(severity), after, before, ascending);
        var all = db.Messages.Where(m => m.Seq > after && m.Seq < before);
        return ascending ? all.OrderBy(m => m.Seq) : all.OrderByDescending(m => m.Seq);
    }

    private static IQueryable<MessageRow> ByAddress(
        SinkContext db, string value, AddressKinds kinds, long after, long before, bool ascending)
    {
        var walk = from a in db.Addresses
                   join m in db.Messages on a.Seq equals m.Seq
                   where a.Value == value && (a.Kind & kinds) != 0 && a.Seq > after && a.Seq < before
                   select new { a.Seq, m };
        return ascending ? walk.OrderBy(w => w.Seq).Select(w => w.m) : walk.OrderByDescending(w => w.Seq).Select(w => w.m);
    }

    private static IQueryable<MessageRow> ByTag(SinkContext db, string name, long after, long before, bool ascending)
    {
        var walk = from t in db.Tags
                   join m in db.Messages on t.Seq equals m.Seq
                   where t.Name == name && t.Seq > after && t.Seq < before
                   select new { t.Seq, m };
        return ascending ? walk.OrderBy(w => w.Seq).Select(w => w.m) : walk.OrderByDescending(w => w.Seq).Select(w => w.m);
    }

    private static IQueryable<MessageRow> ByFinding(SinkContext db, string id, long after, long before, bool ascending)
    {
        var walk = from f in db.Findings
                   join m in db.Messages on f.Seq equals m.Seq
                   where f.Id == id && f.Seq > after && f.Seq < before
                   select new { f.Seq, m };
        return ascending ? walk.OrderBy(w => w.Seq).Select(w => w.m) : walk.OrderByDescending(w => w.Seq).Select(w => w.m);
    }

    private static IQueryable<MessageRow> ByParameter(SinkContext db, string text, long after, long before, bool ascending)
    {
        var walk = from p in db.Parameters
                   join m in db.Messages on p.Seq equals m.Seq
                   where p.Text == text && p.Seq > after && p.Seq < before
                   select new { p.Seq, m };
        return ascending ? walk.OrderBy(w => w.Seq).Select(w => w.m) : walk.OrderByDescending(w => w.Seq).Select(w => w.m);
    }

    /// <summary>A condition for which <c>projection</c> has an index of its own.</summary>
    private static IQueryable<MessageRow> ByProjection(
        SinkContext db, Expression<Func<ProjectionRow, bool>> condition, long after, long before, bool ascending)
    {
        var walk = from p in db.Projections.Where(condition)
                   join m in db.Messages on p.Seq equals m.Seq
                   where p.Seq > after && p.Seq < before
                   select new { p.Seq, m };
        return ascending ? walk.OrderBy(w => w.Seq).Select(w => w.m) : walk.OrderByDescending(w => w.Seq).Select(w => w.m);
    }

    /// <summary>The counters tell in which stretches of 1,024 numbers an inbox has messages at all.</summary>
    private static IQueryable<MessageRow> ByInbox(SinkContext db, long inbox, bool unread, long after, long before, bool ascending)
    {
        var (first, last) = ((after + 1) / BlockSize, before / BlockSize);
        var blocks = db.Blocks.Where(b => b.InboxId == inbox && b.Block >= first && b.Block <= last && b.Live > 0);
        if (unread) blocks = blocks.Where(b => b.Unread > 0);
        var walk = from b in blocks
                   from m in db.Messages
                   where m.Seq >= b.Block * BlockSize && m.Seq < (b.Block + 1) * BlockSize
                         && m.InboxId == inbox && m.Seq > after && m.Seq < before
                   select new { b.Block, m };
        return ascending
            ? walk.OrderBy(w => w.Block).ThenBy(w => w.m.Seq).Select(w => w.m)
            : walk.OrderByDescending(w => w.Block).ThenByDescending(w => w.m.Seq).Select(w => w.m);
    }

    private static IQueryable<MessageRow> WithFacts(this IQueryable<MessageRow> messages, SinkContext db, MessageSelection s)
    {
        var f = s.Filter;
        if (s.InboxId is { } inbox) messages = messages.Where(m => m.InboxId == inbox);
        if (s.SessionId is { } session) messages = messages.Where(m => m.SessionId == session);
        if (f.Unread == true) messages = messages.Where(m => (m.Flags & MessageMarks.Read) == 0);
        if (f.Unread == false) messages = messages.Where(m => (m.Flags & MessageMarks.Read) != 0);
        if (f.Tag is { } tag) messages = messages.Where(m => db.Tags.Any(t => t.Seq == m.Seq && t.Name == tag));
        if (f.To is { } to) messages = messages.WithAddress(db, to, RecipientKinds);
        if (f.From is { } from) messages = messages.WithAddress(db, from, SenderKinds(from));
        if (f.HasAttachment is { } has) messages = messages.Where(m => db.Projections.Any(p => p.Seq == m.Seq && p.AttachmentCount > 0) == has);
        if (LintId(f.Lint) is { } id) messages = messages.Where(m => db.Findings.Any(x => x.Id == id && x.Seq == m.Seq));
        else if (f.Lint is { } severity) messages = messages.WithSeverity(db, severity);
        if (f.Parameter is { } parameter) messages = messages.WithParameter(db, ParameterPattern.Of(parameter));
        return f.Subject is { } subject ? messages.WithSubject(subject) : messages;
    }

    private static IQueryable<MessageRow> WithAddress(
        this IQueryable<MessageRow> messages, SinkContext db, string asked, AddressKinds kinds)
    {
        if (ExactAddress(asked) is { } value)
            return messages.Where(m => db.Addresses.Any(a => a.Value == value && a.Seq == m.Seq && (a.Kind & kinds) != 0));
        // One pass over the addresses in their own order: a bound on the number would lead SQLite to the other index, and to a
        // look-up for each address, at twenty times the cost.
        var pattern = GlobPattern(asked);
        var matching = db.Addresses.Where(a => EF.Functions.Glob(a.Value, pattern) && (a.Kind & kinds) != 0).Select(a => a.Seq);
        return messages.Where(m => matching.Contains(m.Seq));
    }

    private static IQueryable<MessageRow> WithParameter(this IQueryable<MessageRow> messages, SinkContext db, ParameterPattern asked)
    {
        if (!asked.HasWildcard) return messages.Where(m => db.Parameters.Any(p => p.Text == asked.Text && p.Seq == m.Seq));
        var (pattern, (from, to)) = (Glob(asked.Text), asked.Range);
#pragma warning disable CA1309 // The one overload that becomes SQL, where octets are compared.
        var ofKeyword = db.Parameters.Where(p => string.Compare(p.Text, from) >= 0 && string.Compare(p.Text, to) < 0);
#pragma warning restore CA1309
        var matching = ofKeyword.Where(p => EF.Functions.Glob(p.Text, pattern)).Select(p => p.Seq);
        return messages.Where(m => matching.Contains(m.Seq));
    }

    private static IQueryable<MessageRow> WithSeverity(this IQueryable<MessageRow> messages, SinkContext db, string severity)
    {
        var found = db.Projections.Where(HasSeverity(severity));
        return messages.Where(m => found.Any(p => p.Seq == m.Seq));
    }

    private static IQueryable<MessageRow> WithSubject(this IQueryable<MessageRow> messages, string part)
    {
        // SQLite's LIKE knows only ASCII letters in both cases, and is by far the faster.
        if (System.Text.Ascii.IsValid(part))
        {
            var like = "%" + LikeSpecial().Replace(part, "\\$0") + "%";
            return messages.Where(m => EF.Functions.Like(m.Subject, like, "\\"));
        }

        var pattern = "(?i)" + Regex.Escape(part);
        return messages.Where(m => Regex.IsMatch(m.Subject, pattern));
    }

    /// <summary>The id as the table has it; null when a severity or nothing is asked for.</summary>
    private static string? LintId(string? lint) => lint is null ? null : LintTable.FindById(lint)?.Id;

    private static Expression<Func<ProjectionRow, bool>> HasSeverity(string severity) => severity.ToLowerInvariant() switch
    {
        "error" => p => p.LintErrors > 0,
        "warning" => p => p.LintWarnings > 0,
        _ => p => p.LintInfos > 0,
    };

    private static AddressKinds SenderKinds(string asked) =>
        asked == "<>" ? AddressKinds.ReversePath : AddressKinds.ReversePath | AddressKinds.From;

    /// <summary>The address as it stands in the index; null when a pattern is asked for.</summary>
    private static string? ExactAddress(string? asked) => asked is null || asked.Contains('*') ? null : Normal(asked);

    private static string GlobPattern(string asked) => Glob(Normal(asked));

    /// <summary>The pattern of GLOB in which <c>*</c> is all that has a meaning.</summary>
    private static string Glob(string text) => text.Replace("[", "[[]", StringComparison.Ordinal).Replace("?", "[?]", StringComparison.Ordinal);

    // A "+" that nobody escaped arrives as a space, and no address has one.
    private static string Normal(string asked) => asked.Replace(' ', '+').TrimStart('<').TrimEnd('>').ToLowerInvariant();

    [GeneratedRegex("""[%_\\]""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LikeSpecial();
}
