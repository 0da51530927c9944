using System.Text;
using MailSink.Configuration;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Messages;

/// <summary>VRFY and EXPN against what is really stored.</summary>
public sealed class MailboxDirectoryTests
{
    [Fact]
    public async Task They_tell_of_the_recipients_mail_has_come_for()
    {
        await using var sink = await TestSink.StartAsync(options => options with { Vrfy = Telling.Known });
        await using var wire = await ConnectAsync(sink);
        Assert.StartsWith("550 5.1.1 ", await wire.AskAsync("VRFY bob@example.com"), StringComparison.Ordinal);
        await SendAsync(wire, "To: Bob Example <Bob@example.com>\r\n", "bob@example.com", "carol@example.com", "bob@example.org");

        Assert.Equal("250 2.1.5 Bob Example <Bob@example.com>", await wire.AskAsync("VRFY <bob@EXAMPLE.com>"));
        Assert.Equal("250 2.1.5 <carol@example.com>", await wire.AskAsync("VRFY carol"));
        await wire.SayAsync("VRFY bob");
        Assert.Equal("553-5.1.4 User ambiguous; possibilities are", await wire.ReadLineAsync());
        Assert.Equal("553-5.1.4 Bob Example <Bob@example.com>", await wire.ReadLineAsync());
        Assert.Equal("553 5.1.4 <bob@example.org>", await wire.ReadLineAsync());
        await wire.SayAsync("EXPN @example.com");
        Assert.Equal("250-2.1.5 Bob Example <Bob@example.com>", await wire.ReadLineAsync());
        Assert.Equal("250 2.1.5 <carol@example.com>", await wire.ReadLineAsync());
        Assert.StartsWith("550 5.1.1 ", await wire.AskAsync("VRFY sender@example.com"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.1.1 ", await wire.AskAsync("EXPN @example.net"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_may_be_asked_for_in_A_labels_and_in_U_labels()
    {
        await using var sink = await TestSink.StartAsync(options => options with { Vrfy = Telling.Known });
        await using var wire = await ConnectAsync(sink);
        await SendAsync(wire, "", "bob@xn--fsqu00a.xn--0zwm56d");
        Assert.Equal("250 2.1.5 <bob@xn--fsqu00a.xn--0zwm56d>", await wire.AskAsync(Utf8("VRFY <bob@例子.测试> SMTPUTF8")));
        Assert.Equal("250 2.1.5 <bob@xn--fsqu00a.xn--0zwm56d>", await wire.AskAsync(Utf8("EXPN @例子.测试 SMTPUTF8")));
    }

    [Fact]
    public async Task They_tell_nothing_unless_asked_to()
    {
        await using var sink = await TestSink.StartAsync();
        await using var wire = await ConnectAsync(sink);
        await SendAsync(wire, "", "bob@example.com");
        Assert.StartsWith("252 2.5.0 ", await wire.AskAsync("VRFY bob@example.com"), StringComparison.Ordinal);
        Assert.StartsWith("252 2.5.0 ", await wire.AskAsync("EXPN bob"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_can_be_switched_off()
    {
        await using var sink = await TestSink.StartAsync(options => options with { Vrfy = Telling.Off });
        await using var wire = await ConnectAsync(sink);
        Assert.StartsWith("502 5.5.1 ", await wire.AskAsync("VRFY bob"), StringComparison.Ordinal);
        Assert.StartsWith("502 5.5.1 ", await wire.AskAsync("EXPN bob"), StringComparison.Ordinal);
    }

    /// <summary>The wire takes a character for an octet.</summary>
    private static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static async Task<Wire> ConnectAsync(SinkApplication sink)
    {
        var wire = await Wire.ConnectAsync(sink);
        await wire.ReadLineAsync();
        return wire;
    }

    private static async Task SendAsync(Wire wire, string header, params string[] recipients)
    {
        await wire.AskAsync("HELO client.example.com");
        await wire.AskAsync("MAIL FROM:<sender@example.com>");
        foreach (var recipient in recipients) await wire.AskAsync($"RCPT TO:<{recipient}>");
        await wire.AskAsync("DATA");
        Assert.StartsWith("250 ", await wire.AskAsync($"{header}Subject: x\r\n\r\ny\r\n."), StringComparison.Ordinal);
    }
}
