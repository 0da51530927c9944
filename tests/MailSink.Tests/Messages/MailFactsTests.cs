using System.Text;
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

    [Fact]
    public void Neither_a_long_unsubscribe_nor_an_event_folded_often_takes_memory_beyond_its_length()
    {
        const int Octets = 400_000;
        var field = Encoding.ASCII.GetBytes($"List-Unsubscribe: <https:{new string('x', Octets)}>\r\n\r\n");
        var mail = MailParser.Parse(new MemoryStream(field), hash: false, cancellationToken: TestContext.Current.CancellationToken);
        var text = "BEGIN:VEVENT\nSUMMARY:" + string.Concat(Enumerable.Repeat($"\n {new string('x', 50)}", Octets / 50)) + "\nEND:VEVENT\n";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Single(UnsubscribeField.Read(mail)!.Urls);
        Assert.Equal(Octets, CalendarScan.Read("1", text).Summary!.Length);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Octets, 100 * Octets);
    }

    [Fact]
    public async Task A_field_of_as_many_commas_as_may_be_is_read_while_somebody_waits()
    {
        var field = Encoding.UTF8.GetBytes("To: Lin, Wei <wei@mail.test>" + string.Concat(Enumerable.Repeat(",é", 250_000)) + "\r\n\r\n");
        var read = Task.Run(() => MailAddresses.Read(MailParser.Parse(new MemoryStream(field), hash: false, cancellationToken: TestContext.Current.CancellationToken).Headers), TestContext.Current.CancellationToken);
        Assert.NotEmpty((await read.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).To);
    }

    [Fact]
    public void A_comma_in_a_name_that_nobody_quoted_is_part_of_it()
    {
        var mail = MailParser.Parse(new MemoryStream("To: Lin, Wei <wei@mail.test>\r\n\r\n"u8.ToArray()), hash: false, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([new AddressDto("Lin, Wei", "wei@mail.test")], MailAddresses.Read(mail.Headers).To);
    }

    [Fact]
    public void A_bracket_within_brackets_begins_anew_and_one_alone_is_none()
    {
        var mail = MailParser.Parse(new MemoryStream("List-Unsubscribe: a <>, <b<https:c> d>, < mailto:e >, <https:f\r\n\r\n"u8.ToArray()), hash: false, cancellationToken: TestContext.Current.CancellationToken);
        var unsubscribe = UnsubscribeField.Read(mail)!;
        Assert.Equal(["https:c"], unsubscribe.Urls);
        Assert.Equal(["mailto:e"], unsubscribe.Mailto);
    }
}
