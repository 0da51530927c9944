namespace MailSink.Smtp.Tests;

public sealed class BounceAddressTests
{
    [Theory]
    [InlineData("bounce+550+5.1.1@example.com", 550, "5.1.1", "No such mailbox")]
    [InlineData("bounce+452+4.2.2+over-quota@example.com", 452, "4.2.2", "over-quota")]
    [InlineData("Bounce+554+5.7.30+a+b@example.com", 554, "5.7.30", "a+b")]
    [InlineData("bounce+599+5.99.999@example.com", 599, "5.99.999", "Delivery failed")]
    public void The_form_is_understood(string address, int code, string enhanced, string text) =>
        Assert.Equal(new RecipientOutcome(code, enhanced, text), BounceAddress.Read(address));

    [Theory]
    [InlineData("bounce+o48113@example.com")]
    [InlineData("bounce@example.com")]
    [InlineData("bounce+550@example.com")]
    [InlineData("bounce+250+2.0.0@example.com")]
    [InlineData("bounce+550+4.1.1@example.com")]
    [InlineData("bounce+55+5.1.1@example.com")]
    [InlineData("bounce+550+5.1@example.com")]
    [InlineData("bounce+550+5.01.1@example.com")]
    [InlineData("bounce+550+5.1.1234@example.com")]
    [InlineData("bounce+550+5.1.1")]
    [InlineData("xbounce+550+5.1.1@example.com")]
    public void Anything_else_is_an_ordinary_address(string address) => Assert.Null(BounceAddress.Read(address));

    [Fact]
    public async Task It_can_be_switched_off()
    {
        var host = new MemoryHost();
        var connection = new Connection(host, new SmtpOptions { HostName = "sink.test", BounceAddresses = false });
        await connection.SendAsync("EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<bounce+550+5.1.1@example.com>\r\nDATA\r\nx\r\n.\r\n");
        await connection.CloseAsync();
        Assert.Null(Assert.Single(Assert.Single(host.Messages).Envelope.Recipients).Outcome);
    }

    [Fact]
    public async Task It_is_accepted_and_the_transcript_says_what_it_is()
    {
        var host = new MemoryHost();
        var connection = new Connection(host);
        await connection.SendAsync("EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<bounce+550+5.1.1@example.com>\r\nDATA\r\nx\r\n.\r\n");
        await connection.CloseAsync();
        Assert.True(Assert.Single(Assert.Single(host.Messages).Envelope.Recipients).Outcome!.IsReported);
        Assert.Contains(host.Lines, line => line is { Note: "magic", Text: "magic recipient: a delivery report will say 550 5.1.1" });
    }
}
