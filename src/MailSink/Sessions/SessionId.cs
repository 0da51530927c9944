using MailSink.Storage;

namespace MailSink.Sessions;

/// <summary>A session's number: its start in milliseconds and a counter, so that numbers are unique and in order.</summary>
internal sealed class SessionId
{
    private const int CounterBits = 20;

    private long _last;

    /// <summary>The number of a session that starts now; never given twice, also when the clock goes back.</summary>
    public long Next(DateTimeOffset start)
    {
        var first = FirstAt(start.ToUnixMicroseconds());
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(first, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }

    /// <summary>The smallest number of a session that starts at this Unix microsecond's millisecond.</summary>
    public static long FirstAt(long unixMicroseconds) => unixMicroseconds / 1000 << CounterBits;

    /// <summary>When a session of that number began, to the millisecond.</summary>
    public static DateTimeOffset StartOf(long id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(id >> CounterBits, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>The text form, as URLs and replies show it.</summary>
    public static string Format(long id) => Base32.Encode(id);

    public static bool TryParse(string? text, out long id) => Base32.TryDecode(text, out id);
}
