using MailSink.Messages;
using Xunit;

namespace MailSink.Tests.Messages;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("../../../etc/passwd", "passwd")]
    [InlineData(@"C:\Windows\system32\evil.exe", "evil.exe")]
    [InlineData("CON", "_CON")]
    [InlineData("com1.txt", "_com1.txt")]
    [InlineData("a\0b\r\nSet-Cookie: x=y", "abSet-Cookie_ x=y")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("发票 1.pdf", "发票 1.pdf")]
    [InlineData("..", "part")]
    [InlineData("   ", "part")]
    [InlineData(null, "part")]
    [InlineData("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png")]
    public void A_hostile_name_becomes_a_plain_one(string? name, string expected) => Assert.Equal(expected, SafeFileName.Of(name, "part"));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        var safe = SafeFileName.Of(new string('l', 10_000) + ".txt", "part");
        Assert.Equal(120, safe.Length);
        Assert.EndsWith(".txt", safe, StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_field_has_the_name_in_ascii_and_as_rfc_5987_has_it() => Assert.Equal(
        "attachment; filename=\"__\u005f.pdf\"; filename*=UTF-8''%E5%8F%91%E7%A5%A8%22.pdf", SafeFileName.Disposition("发票\".pdf"));
}
