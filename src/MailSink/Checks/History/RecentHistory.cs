using System.Diagnostics.CodeAnalysis;

namespace MailSink.Checks.History;

/// <summary>What was seen lately: so many entries of such an age at most, found and noted in constant time. For one thread at a time.</summary>
/// <param name="most">Entries.</param>
/// <param name="longest">Age.</param>
internal sealed class RecentHistory<TKey, TValue>(int most, TimeSpan longest)
    where TKey : notnull
    where TValue : class
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly Queue<(TKey Key, Entry Entry)> _order = [];

    /// <summary>Entries, those too old that were not forgotten yet included.</summary>
    public int Count => _entries.Count;

    /// <summary>Finds what was noted of a key and is not too old.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">The time to count from; what was noted later is not found.</param>
    /// <param name="value">What was noted.</param>
    /// <param name="age">How long ago.</param>
    public bool TryFind(TKey key, DateTimeOffset now, [NotNullWhen(true)] out TValue? value, out TimeSpan age)
    {
        (value, age) = (null, default);
        if (!_entries.TryGetValue(key, out var entry)) return false;
        age = now - entry.At;
        if (age < TimeSpan.Zero || age > longest) return false;
        value = entry.Value;
        return true;
    }

    /// <summary>Notes a key in place of what was noted of it before.</summary>
    public void Note(TKey key, TValue value, DateTimeOffset now)
    {
        var entry = new Entry(now, value);
        _entries[key] = entry;
        _order.Enqueue((key, entry));
        while (_order.TryPeek(out var oldest) && (_order.Count > most || now - oldest.Entry.At > longest))
        {
            _order.Dequeue();
            // A key that was noted again stands further back in the queue with its newer entry.
            if (_entries.TryGetValue(oldest.Key, out var current) && current == oldest.Entry) _entries.Remove(oldest.Key);
        }
    }

    private sealed class Entry(DateTimeOffset at, TValue value)
    {
        public DateTimeOffset At => at;

        public TValue Value => value;
    }
}
