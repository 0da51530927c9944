using MailSink.Messages.Mime;
using Xunit;

namespace MailSink.Tests.Messages;

public sealed class TextScanTests
{
    [Theory]
    [InlineData("Your verification code is 482913.", "482913")]
    [InlineData("您的验证码是 4829，请勿泄露", "4829")]
    [InlineData("OTP: 123-456 expires soon", "123-456")]
    [InlineData("Use the code G7KX2P to sign in", "G7KX2P")]
    public void A_code_is_found_by_the_words_around_it(string text, string code) =>
        Assert.Contains(TextScan.Codes(text), c => c.Value == code);

    [Theory]
    [InlineData("Order 482913 was shipped on 2026-01-05.")]
    [InlineData("https://shop.test/verify?token=12345678")]
    public void Other_numbers_are_no_codes(string text) => Assert.Empty(TextScan.Codes(text));

    [Fact]
    public void Links_end_where_their_sentence_goes_on()
    {
        var links = TextScan.Links("See https://a.test/x?y=1. Or (https://b.test/z), or https://c.test/w_(v)。").Select(l => l.Url);
        Assert.Equal(["https://a.test/x?y=1", "https://b.test/z", "https://c.test/w_(v)"], links);
    }
}
