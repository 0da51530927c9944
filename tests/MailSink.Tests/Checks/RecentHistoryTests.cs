using MailSink.Checks.History;
using Xunit;

namespace MailSink.Tests.Checks;

public sealed class RecentHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly RecentHistory<int, string> _history = new(most: 3, longest: TimeSpan.FromMinutes(10));

    [Fact]
    public void What_was_noted_is_found_with_its_age_until_it_is_too_old()
    {
        _history.Note(1, "one", Start);
        Assert.True(_history.TryFind(1, At(10), out var value, out var age));
        Assert.Equal(("one", TimeSpan.FromMinutes(10)), (value, age));
        Assert.False(_history.TryFind(1, At(11), out _, out _));
        Assert.False(_history.TryFind(2, At(0), out _, out _));
    }

    [Fact]
    public void What_was_noted_later_is_not_found() => Assert.False(Noted(1, At(5)).TryFind(1, At(4), out _, out _));

    [Fact]
    public void It_never_holds_more_than_it_may_and_forgets_the_oldest_first()
    {
        for (var key = 0; key < 1000; key++) _history.Note(key, "x", At(0));
        Assert.Equal(3, _history.Count);
        Assert.False(_history.TryFind(996, At(0), out _, out _));
        Assert.True(_history.TryFind(997, At(0), out _, out _));
    }

    [Fact]
    public void One_key_noted_without_end_does_not_push_it_out()
    {
        for (var time = 0; time < 1000; time++) _history.Note(1, $"{time}", At(time / 1000.0));
        Assert.True(_history.TryFind(1, At(1), out var value, out _));
        Assert.Equal(("999", 1), (value, _history.Count));
    }

    [Fact]
    public void What_is_too_old_goes_when_something_new_comes()
    {
        _history.Note(1, "one", At(0));
        _history.Note(2, "two", At(8));
        _history.Note(3, "three", At(11));
        Assert.Equal(2, _history.Count);
    }

    private static DateTimeOffset At(double minutes) => Start + TimeSpan.FromMinutes(minutes);

    private RecentHistory<int, string> Noted(int key, DateTimeOffset at)
    {
        _history.Note(key, "x", at);
        return _history;
    }
}
