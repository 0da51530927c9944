using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>esmtp is built on libESMTP, which sends by BDAT wherever CHUNKING is announced.</summary>
public sealed class EsmtpTests
{
    [Fact]
    public async Task Esmtp_delivers_by_bdat_octet_for_octet()
    {
        await using var sink = await TestSink.StartAsync();
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("esmtprc", $"hostname = 127.0.0.1:{sink.SmtpPort}\nstarttls = disabled\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Tool.RunAsync("esmtp", ["-C", configuration, "-f", "billing@shop.example", "fang.wang@customer.example"], Stored.Invoice);

        Assert.Equal(Stored.Invoice, await sink.LatestAsync());
        Assert.Equal("BDAT", (await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("via").GetString());
        Assert.Contains("C: BDAT ", await sink.LatestSessionAsync(), StringComparison.Ordinal);
    }
}
