using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests.Configuration;

public sealed class ValueTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("50MiB", 52_428_800)]
    [InlineData("50 mib", 52_428_800)]
    [InlineData("50M", 52_428_800)]
    [InlineData("50MB", 50_000_000)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("7B", 7)]
    public void Sizes_are_read_with_their_units(string text, long octets)
    {
        Assert.True(ByteSize.TryParse(text, out var read));
        Assert.Equal(octets, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("9999999TiB")]
    [InlineData("5 apples")]
    public void What_is_no_size_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1025, "1025 B")]
    [InlineData(52_428_800, "50 MiB")]
    public void Sizes_are_written_in_the_largest_unit_that_divides_them(long octets, string text) =>
        Assert.Equal(text, ByteSize.Format(octets));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("24h", 86_400)]
    [InlineData("7d", 604_800)]
    [InlineData("1d12h", 129_600)]
    [InlineData("1.5h", 5_400)]
    public void Times_are_read_with_their_units(string text, int seconds)
    {
        Assert.True(Duration.TryParse(text, out var read));
        Assert.Equal(TimeSpan.FromSeconds(seconds), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("d")]
    [InlineData("7 weeks")]
    [InlineData("-1h")]
    [InlineData("99999999d")]
    [InlineData("7d1")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("--smtp-prt", "--smtp-port")]
    [InlineData("--htpt-port", "--http-port")]
    [InlineData("--databse", "--data")]
    public void The_nearest_name_is_what_was_meant(string typed, string meant) =>
        Assert.Equal(meant, NearestName.Of(typed, OptionTable.Rows.Select(static r => r.Name)));
}
