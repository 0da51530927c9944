using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>esmtp is built on libESMTP, which sends by BDAT wherever CHUNKING is announced.</summary>
public sealed class EsmtpTests
{
    [Fact]
    public async Task Esmtp_delivers_by_bdat_octet_for_octet()
    {
        // libESMTP removes a Return-Path, which is the delivering server's to add: without one nothing is changed on its way.
        var sent = Stored.Invoice[(Stored.Invoice.AsSpan().IndexOf((byte)'\n') + 1)..];
        await using var sink = await TestSink.StartAsync();
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("esmtprc", $"hostname = 127.0.0.1:{sink.SmtpPort}\nstarttls = disabled\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Tool.RunAsync("esmtp", ["-C", configuration, "-f", "billing@shop.example", "fang.wang@customer.example"], sent);

        Assert.Equal(sent, await sink.LatestAsync());
        Assert.Equal("BDAT", (await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("via").GetString());
        Assert.Contains("C: BDAT ", await sink.LatestSessionAsync(), StringComparison.Ordinal);
    }
}
