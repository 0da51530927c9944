using MailSink.Storage;

namespace MailSink.Sessions;

/// <summary>A session's public id: <c>session.id</c> in base32, which sorts by start.</summary>
internal static class SessionIds
{
    private const int CounterBits = 20;

    public static string Format(long id) => Base32.Encode(id);

    public static bool TryParse(string? text, out long id) => Base32.TryDecode(text, out id);

    /// <summary>When it began, to the millisecond.</summary>
    public static DateTimeOffset StartOf(long id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(id >> CounterBits, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>The smallest id a session that starts then can have.</summary>
    public static long FirstAt(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds()) << CounterBits;
}
