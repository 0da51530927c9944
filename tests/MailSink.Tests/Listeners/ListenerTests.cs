using System.Net;
using System.Net.Sockets;
using MailSink.Configuration;
using MailSink.Listeners;
using MailSink.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MailSink.Tests.Listeners;

public sealed class ListenerTests
{
    [Fact]
    public async Task Any_free_port_is_the_same_one_on_every_address()
    {
        await using var sink = await TestSink.StartAsync();

        var smtp = sink.Services.GetRequiredService<BoundListeners>().Find("smtp")!;

        Assert.All(smtp.EndPoints, e => Assert.Equal(smtp.Port, e.Port));
        foreach (var address in smtp.EndPoints)
        {
            await using var client = await Wire.ConnectAsync(address);
            Assert.StartsWith("220 ", await client.ReadLineAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_port_in_use_ends_the_start_with_one_line_that_names_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<StartupException>(() => TestSink.StartAsync(o => o with { SmtpPort = port }));

        Assert.Contains($"127.0.0.1:{port}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--smtp-port", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_connection_over_the_limit_is_told_421_and_closed()
    {
        await using var sink = await TestSink.StartAsync(o => o with { MaxConnections = 1 });
        await using var first = await Wire.ConnectAsync(sink);
        await first.ReadLineAsync();

        await using (var second = await Wire.ConnectAsync(sink))
        {
            Assert.StartsWith("421 4.3.2 ", await second.ReadLineAsync(), StringComparison.Ordinal);
            Assert.Null(await second.ReadLineAsync());
        }

        await first.SayAsync("QUIT");
        await first.ReadToEndAsync();
        await using var third = await Wire.ConnectUntilGreetedAsync(sink);
    }

    [Fact]
    public async Task A_connection_over_the_limit_of_its_address_is_told_421()
    {
        await using var sink = await TestSink.StartAsync(o => o with { MaxConnectionsPerAddress = 1 });
        await using var first = await Wire.ConnectAsync(sink);
        await first.ReadLineAsync();

        await using var second = await Wire.ConnectAsync(sink);

        Assert.StartsWith("421 4.3.2 ", await second.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_reply_arrives_although_the_client_has_sent_more_than_was_read()
    {
        await using var sink = await TestSink.StartAsync();
        await using var client = await Wire.ConnectAsync(sink);
        await client.ReadLineAsync();

        await client.SayAsync("QUIT\r\n" + new string('x', 50_000));

        Assert.StartsWith("221 ", await client.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Null(await client.ReadLineAsync());
    }

    [Fact]
    public async Task An_idle_session_is_told_421_when_the_server_stops()
    {
        var sink = await TestSink.StartAsync();
        await using var client = await Wire.ConnectAsync(sink);
        await client.ReadLineAsync();
        await client.SayAsync("EHLO test");
        while ((await client.ReadLineAsync())!.StartsWith("250-", StringComparison.Ordinal)) { }

        var stopping = sink.DisposeAsync();

        Assert.StartsWith("421 4.3.2 ", await client.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Null(await client.ReadLineAsync());
        await stopping;
    }

    [Fact]
    public async Task A_sink_that_was_stopped_may_be_disposed_again()
    {
        var sink = await TestSink.StartAsync();
        await sink.DisposeAsync();

        Assert.Null(await Record.ExceptionAsync(async () => await sink.DisposeAsync()));
    }

    [Fact]
    public async Task A_connection_that_sends_nothing_is_counted_and_not_stored()
    {
        await using var sink = await TestSink.StartAsync();
        await using (var client = await Wire.ConnectAsync(sink)) await client.ReadLineAsync();

        var sessions = sink.Services.GetRequiredService<LiveSessions>();
        while (sessions.Silent == 0 || sessions.Count > 0) await Task.Yield();

        using var reader = sink.Services.GetRequiredService<MailSink.Storage.StoreReaders>().Open();
        Assert.Empty(reader.Db.Sessions);
    }
}
