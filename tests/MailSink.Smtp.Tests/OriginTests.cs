using System.Net;

namespace MailSink.Smtp.Tests;

/// <summary>What XCLIENT and XFORWARD leave behind.</summary>
public sealed class OriginTests
{
    private static readonly SmtpOptions Trusting = new() { OriginFrom = [IPNetwork.Parse("127.0.0.0/8")] };

    [Fact]
    public async Task Xclient_says_who_the_client_is()
    {
        var connection = new Connection(new MemoryHost(), Trusting);
        await connection.SendAsync("EHLO proxy\r\nXCLIENT ADDR=192.0.2.7 PORT=4711 NAME=c.example.com HELO=hello.example LOGIN=jim DESTADDR=IPV6:2001:db8::2 DESTPORT=25\r\n");
        Assert.EndsWith("220 localhost ESMTP MailSink\r\n", connection.Take(), StringComparison.Ordinal);
        var status = connection.Status;
        Assert.Equal("192.0.2.7:4711", $"{status.Remote}");
        Assert.Equal("[2001:db8::2]:25", $"{status.Local}");
        Assert.Equal(("c.example.com", "jim", "XCLIENT", null), (status.RemoteName, status.AuthUser, status.AuthMechanism, status.Helo));
        await connection.SendAsync("EHLO proxy\r\n");
        Assert.Equal("hello.example", status.Helo);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_new_xclient_without_a_login_forgets_the_login()
    {
        var connection = new Connection(new MemoryHost(), Trusting);
        await connection.SendAsync("EHLO proxy\r\nXCLIENT LOGIN=jim\r\nXCLIENT LOGIN=[unavailable] ADDR=[TEMPUNAVAIL]\r\n");
        Assert.Null(connection.Status.AuthUser);
        Assert.Null(connection.Status.AuthMechanism);
        Assert.Null(connection.Status.Remote);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task Xforward_goes_with_one_message()
    {
        const string message = "MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\nhello\r\n.\r\n";
        var connection = new Connection(new MemoryHost(), Trusting);
        await connection.SendAsync("EHLO mx\r\nXFORWARD ADDR=192.0.2.7 PORT=[UNAVAILABLE]\r\nXFORWARD HELO=c+2Eexample\r\n" + message + message);
        await connection.CloseAsync();
        var forwarded = connection.Host.Messages[0].Envelope.Forwarded!.Select(attribute => $"{attribute.Keyword}={attribute.Value}");
        Assert.Equal(["ADDR=192.0.2.7", "HELO=c.example"], forwarded);
        Assert.Null(connection.Host.Messages[1].Envelope.Forwarded);
    }

    [Fact]
    public async Task Rset_forgets_what_xforward_said()
    {
        var connection = new Connection(new MemoryHost(), Trusting);
        await connection.SendAsync("EHLO mx\r\nXFORWARD ADDR=192.0.2.7\r\nRSET\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\nhello\r\n.\r\n");
        await connection.CloseAsync();
        Assert.Null(connection.Host.Messages[0].Envelope.Forwarded);
    }

    [Fact]
    public async Task Begun_TLS_forgets_the_login_and_keeps_what_a_proxy_said()
    {
        var connection = new Connection(new MemoryHost(), Trusting with { Tls = TestTls.Settings("starttls") });
        await connection.SendAsync("EHLO proxy\r\nXCLIENT ADDR=192.0.2.7 NAME=c.example.com HELO=hello.example LOGIN=jim\r\nEHLO proxy\r\nSTARTTLS\r\n");
        await connection.StartTlsAsync("sink.test");
        await connection.SendAsync("EHLO proxy\r\n");
        var status = connection.Status;
        Assert.Equal(("192.0.2.7", "c.example.com", "hello.example", null), ($"{status.Remote?.Address}", status.RemoteName, status.Helo, status.AuthUser));
        await connection.CloseAsync();
    }

    [Fact]
    public async Task The_clients_of_a_trusted_proxy_are_not_trusted_for_its_sake()
    {
        var proxy = new IPEndPoint(IPAddress.Loopback, 5);
        var connection = new Connection(new MemoryHost(), Trusting, peer: proxy, proxied: new IPEndPoint(IPAddress.Parse("192.0.2.9"), 5));
        Assert.DoesNotContain("XCLIENT", await connection.AskAsync("EHLO mx\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.7.0 ", await connection.AskAsync("XCLIENT LOGIN=root\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_peer_that_is_not_trusted_is_refused_and_offered_nothing()
    {
        var connection = new Connection(new MemoryHost(), Trusting, peer: new IPEndPoint(IPAddress.Parse("192.0.2.9"), 5));
        Assert.DoesNotContain("XCLIENT", await connection.AskAsync("EHLO mx\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.7.0 ", await connection.AskAsync("XCLIENT ADDR=192.0.2.7\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("550 5.7.0 ", await connection.AskAsync("XFORWARD ADDR=192.0.2.7\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
    }
}
