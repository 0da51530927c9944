using MailSink.Configuration;
using MailSink.Listeners;
using Xunit;

namespace MailSink.Tests.Listeners;

public sealed class ListenerSyntaxTests
{
    [Theory]
    [InlineData("lmtp@127.0.0.1:2424", "lmtp", "lmtp", "127.0.0.1", 2424)]
    [InlineData("mx=plain+strict@[::1]:25", "mx", "plain", "::1", 25)]
    [InlineData("sub-2=STARTTLS+auth+required@0.0.0.0:0", "sub-2", "starttls", "0.0.0.0", 0)]
    [InlineData("tls@localhost:465", "tls", "tls", "127.0.0.1 ::1", 465)]
    [InlineData("x=tls+proxy@:2465", "x", "tls", "", 2465)]
    [InlineData("x=lmtp+starttls@2424", "x", "lmtp", "", 2424)]
    public void What_is_well_written_is_understood(string text, string name, string mode, string addresses, int port)
    {
        Assert.Null(ListenerSyntax.Read(text, out var spec));
        Assert.Equal((name, mode, addresses, port), (spec.Name, spec.Mode, string.Join(' ', spec.Addresses ?? []), spec.Port));
    }

    [Fact]
    public void Every_word_says_something()
    {
        Assert.Null(ListenerSyntax.Read("a=starttls+auth+required+strict+proxy+xclient+lmtp@:1", out var all));
        Assert.True(all is { Tls: ListenerTls.StartTls, RequireAuth: true, RequireTls: true, Strict: true, Proxy: true, XClient: true, IsLmtp: true });
        Assert.Null(ListenerSyntax.Read("b=plain+lenient@:1", out var other));
        Assert.True(other is { Tls: ListenerTls.None, Strict: false, RequireAuth: false, Proxy: false, IsLmtp: false });
    }

    [Fact]
    public void A_unix_socket_is_its_path()
    {
        Assert.Null(ListenerSyntax.Read("lmtp@unix:/run/mailsink/lmtp.sock", out var spec));
        Assert.Equal("/run/mailsink/lmtp.sock", spec.Path);
    }

    [Theory]
    [InlineData("2525", "has no @")]
    [InlineData("smtp2@:25", "none of plain, starttls")]
    [InlineData("plain+tls@:25", "one of plain, starttls and tls")]
    [InlineData("strict+lenient@:25", "one of strict and lenient")]
    [InlineData("auth+auth@:25", "twice")]
    [InlineData("a=tls+required@:25", "goes with starttls only")]
    [InlineData("starttls@:25", "needs a name")]
    [InlineData("smtp=plain@:25", "MailSink's own")]
    [InlineData("A b=plain@:25", "names are of")]
    [InlineData("x=lmtp@:25", "RFC 2033")]
    [InlineData("plain@:99999", "not a port")]
    [InlineData("plain@127.0.0.1", "not a port")]
    [InlineData("plain@example.com:25", "IP address")]
    [InlineData("plain@::1:25", "IP address")]
    [InlineData("lmtp@unix:run/x", "whole path")]
    public void What_is_not_is_refused_with_a_reason(string text, string reason) =>
        Assert.Contains(reason, ListenerSyntax.Read(text, out _), StringComparison.Ordinal);

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused() =>
        Assert.Contains("too long", ListenerSyntax.Read("lmtp@unix:/" + new string('x', 110), out _), StringComparison.Ordinal);

    [Fact]
    public void An_address_other_machines_can_reach_needs_the_switch()
    {
        Assert.Null(ListenerSyntax.Read("mx=plain@0.0.0.0:2525", out var spec));
        var options = new SinkOptions { Listen = [spec] };
        Assert.Contains("--allow-public", Assert.Single(ListenerPlan.Complaints(options)), StringComparison.Ordinal);
        Assert.Empty(ListenerPlan.Complaints(options with { AllowPublic = true }));
    }

    [Theory]
    [InlineData("a=plain@:1025", "--smtp-port and --listen a are both 1025")]
    [InlineData("a=plain@127.0.0.1:8025", "--listen a and --http-port are both 8025")]
    public void Two_on_one_port_are_refused(string text, string complaint)
    {
        Assert.Null(ListenerSyntax.Read(text, out var spec));
        Assert.Contains(complaint, Assert.Single(ListenerPlan.Complaints(new SinkOptions { Listen = [spec] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_of_one_name_are_refused()
    {
        Assert.Null(ListenerSyntax.Read("a=plain@:1", out var one));
        Assert.Null(ListenerSyntax.Read("a=plain@:2", out var two));
        Assert.Contains("called a", Assert.Single(ListenerPlan.Complaints(new SinkOptions { Listen = [one, two] })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1025, -1, 1587)]
    [InlineData(0, -1, 0)]
    [InlineData(2025, -1, 0)]
    [InlineData(2025, 1600, 1600)]
    public void The_usual_ports_go_with_the_usual_smtp_port(int smtp, int wanted, int expected)
    {
        var plan = ListenerPlan.Of(new SinkOptions { SmtpPort = smtp, StartTlsPort = wanted });
        Assert.Equal(expected, plan.Single(static s => s.Name == "starttls").Port);
    }

    [Fact]
    public void Each_of_the_sinks_own_listeners_can_be_off() =>
        Assert.Empty(ListenerPlan.Of(new SinkOptions { SmtpPort = null, StartTlsPort = null, SmtpsPort = null }));
}
