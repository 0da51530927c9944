namespace MailSink.Smtp.Tests;

/// <summary>What is meant by the arguments of ETRN and ATRN, and what EHLO lists of them.</summary>
public sealed class QueueTests
{
    [Theory]
    [InlineData("Example.ORG", QueueNodeKind.Node, "example.org")]
    [InlineData("@例子.test", QueueNodeKind.Tree, "xn--fsqu00a.test")]
    [InlineData("#Uucp", QueueNodeKind.Queue, "uucp")]
    [InlineData("localhost", QueueNodeKind.Node, "localhost")]
    public void A_node_is_read(string text, QueueNodeKind kind, string name)
    {
        Assert.True(QueueNode.TryParse(text, out var node));
        Assert.Equal(new QueueNode(kind, name), node);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("#")]
    [InlineData("a_b.org")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("#a=b")]
    [InlineData("@@a.org")]
    public void What_is_no_node_is_refused(string text) => Assert.False(QueueNode.TryParse(text, out _));

    [Theory]
    [InlineData("joe@example.org", true, true)]
    [InlineData("joe@EXAMPLE.org", true, true)]
    [InlineData("\"a@b\"@example.org", true, true)]
    [InlineData("joe@mail.example.org", false, true)]
    [InlineData("joe@badexample.org", false, false)]
    [InlineData("joe@org", false, false)]
    [InlineData("Postmaster", false, false)]
    public void An_address_belongs_to_its_domain_and_with_sub_domains_to_those_above(string address, bool exact, bool tree)
    {
        Assert.Equal(exact, new QueueSelection(["example.org"]).Includes(address));
        Assert.Equal(tree, new QueueSelection(["example.org"], WithSubdomains: true).Includes(address));
        Assert.True(QueueSelection.All.Includes(address));
    }

    [Fact]
    public async Task TURN_is_listed_for_who_has_logged_in_and_all_three_only_where_mail_is_held()
    {
        var connection = new Connection(new MemoryHost { Queue = new MemoryQueue() });
        var before = await connection.AskAsync("EHLO client.example.com\r\n");
        Assert.Contains("ETRN\r\n", before, StringComparison.Ordinal);
        Assert.Contains("ATRN\r\n", before, StringComparison.Ordinal);
        Assert.DoesNotContain("TURN\r\n", before, StringComparison.Ordinal);
        var after = await connection.AskAsync("AUTH PLAIN AGpvZQBzZWNyZXQ=\r\nEHLO client.example.com\r\n");
        Assert.Contains("TURN\r\n", after, StringComparison.Ordinal);
        await connection.CloseAsync();

        var without = new Connection(new MemoryHost());
        Assert.DoesNotContain("TRN\r\n", await without.AskAsync("EHLO client.example.com\r\n"), StringComparison.Ordinal);
        await without.CloseAsync();
    }

    [Fact]
    public async Task Where_anybody_may_log_in_only_this_machine_fetches_mail()
    {
        foreach (var (address, reply) in (IEnumerable<(string, string)>)[("127.0.0.1", "453"), ("::1", "453"), ("192.0.2.1", "450")])
        {
            var connection = new Connection(new MemoryHost { Queue = new MemoryQueue() }, peer: new(System.Net.IPAddress.Parse(address), 1025));
            Assert.Contains($"\r\n{reply} ", await connection.AskAsync("EHLO client.example.com\r\nAUTH PLAIN AGpvZQBzZWNyZXQ=\r\nATRN\r\n"), StringComparison.Ordinal);
            await connection.CloseAsync();
        }
    }

    [Theory]
    [InlineData("ADDR=127.0.0.1", "453")]
    [InlineData("ADDR=192.0.2.1", "450")]
    [InlineData("ADDR=[UNAVAILABLE]", "450")]
    [InlineData("ADDR=[TEMPUNAVAIL] PORT=5", "450")]
    public async Task A_proxy_that_does_not_know_its_client_does_not_make_it_local(string origin, string reply)
    {
        var options = new SmtpOptions { OriginFrom = [System.Net.IPNetwork.Parse("127.0.0.0/8")] };
        foreach (var peer in (System.Net.IPEndPoint?[])[null, new(System.Net.IPAddress.Loopback, 1025)])
        {
            var connection = new Connection(new MemoryHost { Queue = new MemoryQueue() }, options, peer: peer);
            var said = await connection.AskAsync($"XCLIENT {origin}\r\nEHLO client.example.com\r\nAUTH PLAIN AGpvZQBzZWNyZXQ=\r\nATRN\r\n");
            Assert.Contains($"\r\n{reply} ", said, StringComparison.Ordinal);
            await connection.CloseAsync();
        }
    }

    [Fact]
    public async Task What_became_of_each_message_is_noted()
    {
        var queue = new MemoryQueue();
        queue.Add("joe@sender.example", ["a@example.org", "b@example.org", "c@example.org", "d@other.example"]);
        var connection = new Connection(new MemoryHost { Queue = queue });
        await connection.AskAsync("EHLO client.example.com\r\nAUTH PLAIN AGpvZQBzZWNyZXQ=\r\n");
        await connection.AskAsync("ATRN example.org\r\n");
        foreach (var line in (string[])["220 hi", "250-hi\r\n250 PIPELINING", "250 ok\r\n250 ok\r\n450 4.2.1 busy\r\n550 5.1.1 nobody\r\n354 go", "250 2.0.0 taken", "221 bye"])
            await connection.SendAsync(line + "\r\n");
        await connection.CloseAsync();

        Assert.Equal(
            ["a@example.org Delivered 250 2.0.0 taken", "b@example.org Kept 450 4.2.1 busy", "c@example.org Failed 550 5.1.1 nobody"], queue.Settled);
        Assert.Equal(SessionEnd.Quit, connection.Host.Ended);
    }
}
