using MailSink.Messages;
using MailSink.Messages.Mime;
using Xunit;

namespace MailSink.Tests.Messages;

public sealed class MailFactsTests
{
    [Fact]
    public void An_invitation_shows_its_first_event()
    {
        var part = Corpus.Parse("calendar-invite").FindPart("2")!;
        var calendar = CalendarScan.Read(part.Number, CharsetText.Decode(part.Text.Span, part.Charset));
        var expected = new CalendarDto(
            "2", "REQUEST", "42@mail.test", "Plan the house, and paint it",
            new DateTimeOffset(2026, 7, 1, 7, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 7, 1, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal(expected, calendar);
    }

    [Fact]
    public void Ways_to_unsubscribe_are_told_apart()
    {
        var unsubscribe = UnsubscribeField.Read(Corpus.Parse("unsubscribe"))!;
        Assert.Equal(["https://news.test/u?x=1"], unsubscribe.Urls);
        Assert.Equal(["mailto:leave@news.test?subject=off"], unsubscribe.Mailto);
        Assert.True(unsubscribe.OneClick);
    }

    [Fact]
    public void Addresses_come_out_of_groups_and_what_is_none_is_shown()
    {
        var addresses = MailAddresses.Read(Corpus.Parse("folded-and-odd-headers").Headers);
        Assert.Equal([new AddressDto("Long, Name", "a@mail.test"), new AddressDto("", "second@mail.test")], addresses.From);
        Assert.Equal(["x@mail.test", "y@mail.test"], addresses.To.Select(a => a.Address));
        Assert.Empty(addresses.Cc);
        Assert.Contains("not an address", Assert.Single(addresses.ReplyTo).Address, StringComparison.Ordinal);
    }
}
