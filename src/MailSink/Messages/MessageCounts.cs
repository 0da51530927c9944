using MailSink.Storage;

namespace MailSink.Messages;

/// <summary>How many messages a selection has, from the counters where they can tell.</summary>
internal static class MessageCounts
{
    /// <summary>How far a pattern is counted.</summary>
    public const int CountedTo = 10_000;

    private const int BlockBits = 10;
    private const long BlockSize = 1L << BlockBits;

    public static (long Total, bool IsExact) Count(this SinkContext db, MessageSelection selection)
    {
        if (selection.IsImpossible || selection.Before <= selection.After + 1) return (0, true);
        if (selection.IsCounted) return (CountByBlocks(db, selection), true);
        if (!selection.HasWildcard) return (db.Matching(selection, ascending: false).LongCount(), true);
        var counted = db.Matching(selection, ascending: false).Take(CountedTo + 1).LongCount();
        return (Math.Min(counted, CountedTo), counted <= CountedTo);
    }

    private static long CountByBlocks(SinkContext db, MessageSelection selection)
    {
        // Whole blocks by their counters, the two that stand out at the ends by their messages.
        var first = (selection.After + BlockSize) >> BlockBits;
        var last = selection.Before >> BlockBits;
        if (first >= last) return CountMessages(db, selection);
        var blocks = db.Blocks.Where(b => b.Block >= first && b.Block < last);
        if (selection.InboxId is { } inbox) blocks = blocks.Where(b => b.InboxId == inbox);
        var whole = selection.Filter.Unread == true ? blocks.Sum(b => (long)b.Unread) : blocks.Sum(b => (long)b.Live);
        return whole
            + CountMessages(db, selection with { Before = Math.Min(selection.Before, first << BlockBits) })
            + CountMessages(db, selection with { After = Math.Max(selection.After, (last << BlockBits) - 1) });
    }

    private static long CountMessages(SinkContext db, MessageSelection selection) =>
        selection.Before <= selection.After + 1 ? 0 : db.Matching(selection, ascending: false).LongCount();
}
