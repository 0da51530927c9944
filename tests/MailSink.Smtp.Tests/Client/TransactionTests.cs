namespace MailSink.Smtp.Tests.Client;

/// <summary>Which recipient gets which result, and what is sent for it.</summary>
public sealed class TransactionTests
{
    private const string Pipelining = "250-there\r\n250-PIPELINING\r\n250 SIZE 0\r\n";

    private static FakeServer Server(bool pipelines, params (string Line, string Reply)[] replies) => new(line =>
    {
        foreach (var (begin, reply) in replies)
            if (line == begin || begin.Length > 1 && line.StartsWith(begin, StringComparison.Ordinal)) return reply;
        return line.StartsWith("EHLO", StringComparison.Ordinal) && pipelines ? Pipelining : Mail.Ok(line);
    });

    private static string Outcomes(IReadOnlyList<RecipientResult> results) => string.Join(' ', results.Select(result => result.Outcome));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_recipient_has_its_own_result(bool pipelines)
    {
        var server = Server(pipelines, ("RCPT TO:<b@", "450 4.2.1 busy\r\n"), ("RCPT TO:<c@", "550 5.1.1 nobody\r\n"));

        var results = await server.DeliverAsync(Mail.To("a@x.org", "b@x.org", "c@x.org"));

        Assert.Equal("Delivered Kept Failed", Outcomes(results));
        Assert.Equal("450 4.2.1 busy", results[1].Text);
        Assert.Contains("DATA", server.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_sender_settles_every_recipient(bool pipelines)
    {
        var server = Server(pipelines, ("MAIL", "550 5.7.1 no\r\n"), ("RCPT", "503 5.5.1 MAIL first\r\n"), ("DATA", "503 5.5.1 MAIL first\r\n"));

        var results = await server.DeliverAsync(Mail.To("a@x.org", "b@x.org"));

        Assert.Equal("Failed Failed", Outcomes(results));
        Assert.All(results, result => Assert.Equal("550 5.7.1 no", result.Text));
        Assert.Equal(pipelines, server.Lines.Contains("DATA"));
    }

    [Fact]
    public async Task A_354_although_nobody_was_accepted_gets_a_single_dot()
    {
        var server = Server(true, ("RCPT", "550 5.1.1 nobody\r\n"), (".", "554 5.5.1 no recipients\r\n"));

        var results = await server.DeliverAsync(Mail.To("a@x.org"));

        Assert.Equal("Failed", Outcomes(results));
        Assert.DoesNotContain("hello", server.Heard.ToString(), StringComparison.Ordinal);
        Assert.Equal(["DATA", ".", "QUIT"], server.Lines[^3..]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_DATA_is_followed_by_RSET(bool pipelines)
    {
        var server = Server(pipelines, ("DATA", "451 4.3.0 later\r\n"));

        Assert.Equal("Kept", Outcomes(await server.DeliverAsync(Mail.To("a@x.org"))));
        Assert.Equal(["DATA", "RSET", "QUIT"], server.Lines[^3..]);
    }

    [Fact]
    public async Task A_250_to_DATA_delivers_nothing()
    {
        var server = Server(false, ("DATA", "250 ok\r\n"));

        Assert.Equal("Kept", Outcomes(await server.DeliverAsync(Mail.To("a@x.org"))));
        Assert.DoesNotContain("hello", server.Heard.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250 2.0.0 taken\r\n", "Delivered Delivered")]
    [InlineData("452 4.3.1 full\r\n", "Kept Kept")]
    [InlineData("554 5.6.0 no\r\n", "Failed Failed")]
    [InlineData("354 what\r\n", "Kept Kept")]
    [InlineData("421 4.3.2 closing\r\n", "Kept Kept")]
    public async Task The_last_reply_is_every_accepted_recipient_s(string reply, string outcomes) =>
        Assert.Equal(outcomes, Outcomes(await Server(true, (".", reply)).DeliverAsync(Mail.To("a@x.org", "b@x.org"))));

    [Fact]
    public async Task With_LMTP_each_accepted_recipient_has_a_last_reply_of_its_own()
    {
        var server = new FakeServer(line => line switch
        {
            "" => "220 there LMTP\r\n",
            "." => "250 2.1.5 ok\r\n452-4.2.2 over\r\n452 4.2.2 quota\r\n",
            "RCPT TO:<b@x.org>" => "550 5.1.1 nobody\r\n",
            _ when line.StartsWith("LHLO", StringComparison.Ordinal) => "250-there\r\n250 PIPELINING\r\n",
            _ => Mail.Ok(line),
        });

        var results = await server.DeliverAsync(Mail.To("a@x.org", "b@x.org", "c@x.org"), new SmtpClientOptions { IsLmtp = true });

        Assert.Equal("Delivered Failed Kept", Outcomes(results));
        Assert.Equal("452 4.2.2 quota", results[2].Text);
    }

    /// <summary>RFC 5321 section 4.5.3.1.10.</summary>
    [Theory]
    [InlineData("552 too many recipients\r\n", "Kept")]
    [InlineData("552 5.5.3 too many recipients\r\n", "Kept")]
    [InlineData("552 5.2.2 mailbox full\r\n", "Failed")]
    public async Task A_552_that_means_too_many_is_temporary(string reply, string outcome) =>
        Assert.Equal(outcome, Outcomes(await Server(false, ("RCPT", reply)).DeliverAsync(Mail.To("a@x.org"))));

    [Theory]
    [InlineData("a@x.org>\r\nRCPT TO:<evil@x.org")]
    [InlineData("a@x.org\r\nDATA")]
    [InlineData("a@x.org\nDATA")]
    [InlineData("a\0@x.org")]
    [InlineData("a@x.org> NOTIFY=NEVER")]
    [InlineData("a@x.org ORCPT=rfc822;x")]
    [InlineData("<a@x.org>")]
    [InlineData("")]
    public async Task An_address_cannot_break_out_of_its_command(string address)
    {
        var server = Server(true);
        Assert.Equal("Failed Delivered", Outcomes(await server.DeliverAsync(Mail.To(address, "b@x.org"))));
        Assert.Equal(["RCPT TO:<b@x.org>"], server.Lines.Where(line => line.StartsWith("RCPT", StringComparison.Ordinal)));

        if (address.Length == 0) return;
        server = Server(true);
        Assert.Equal("Failed", Outcomes(await server.DeliverAsync(Mail.To("b@x.org") with { ReversePath = address })));
        Assert.Equal(["EHLO localhost", "QUIT"], server.Lines);
    }

    [Theory]
    [InlineData("FULL\r\nDATA")]
    [InlineData("FULL SIZE=1")]
    [InlineData("a=b")]
    public async Task A_parameter_cannot_break_out_of_its_command(string value)
    {
        var server = Server(false, ("EHLO", "250-there\r\n250 DSN\r\n"));
        var message = Mail.To() with
        {
            Ret = value,
            EnvelopeId = value,
            Recipients = [new OutboundRecipient("a@x.org", value, value)],
        };

        Assert.Equal("Delivered", Outcomes(await server.DeliverAsync(message)));
        Assert.Contains("MAIL FROM:<joe@example.org>", server.Lines);
        Assert.Contains("RCPT TO:<a@x.org>", server.Lines);
    }

    [Fact]
    public async Task Parameters_are_sent_where_their_extension_is_offered()
    {
        var message = Mail.To() with
        {
            Size = 21,
            Body = BodyNeed.EightBitUndeclared,
            Ret = "HDRS",
            EnvelopeId = "QQ+2B314",
            Recipients = [new OutboundRecipient("a@x.org", "SUCCESS,FAILURE", "rfc822;a@x.org")],
        };
        var rich = Server(false, ("EHLO", "250-there\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 DSN\r\n"));
        await rich.DeliverAsync(message);
        Assert.Contains("MAIL FROM:<joe@example.org> SIZE=21 BODY=8BITMIME RET=HDRS ENVID=QQ+2B314", rich.Lines);
        Assert.Contains("RCPT TO:<a@x.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@x.org", rich.Lines);

        var poor = Server(false, ("EHLO", "502 what\r\n"));
        await poor.DeliverAsync(message);
        Assert.Equal(["EHLO localhost", "HELO localhost", "MAIL FROM:<joe@example.org>", "RCPT TO:<a@x.org>"], poor.Lines[..4]);
    }

    [Fact]
    public async Task A_message_does_not_go_where_it_would_be_damaged()
    {
        var message = Mail.To("a@x.org");
        (OutboundMessage Message, string Reason)[] impossible =
        [
            (message with { Body = BodyNeed.EightBit }, "5.6.3 8BITMIME is not offered"),
            (message with { Body = BodyNeed.Binary }, "5.6.3 BINARYMIME is not offered"),
            (message with { NeedsSmtpUtf8 = true }, "5.6.7 SMTPUTF8 is not offered"),
            (message with { ReversePath = "jörg@example.org" }, "5.6.7 SMTPUTF8 is not offered"),
            (message with { Recipients = [new OutboundRecipient("jörg@example.org")] }, "5.6.7 SMTPUTF8 is not offered"),
            (message with { RequireTls = true }, "5.7.30 REQUIRETLS is not offered"),
            (message with { Size = 100 }, "5.3.4 the message is larger than the server takes"),
        ];
        foreach (var (one, reason) in impossible)
        {
            var result = Assert.Single(await Server(false, ("EHLO", "250-there\r\n250 SIZE 99\r\n")).DeliverAsync(one));
            Assert.Equal((DeliveryOutcome.Failed, reason), (result.Outcome, result.Reason));
        }
    }

    [Fact]
    public async Task Refused_greetings_are_told_as_they_are()
    {
        var answer = await new FakeServer(line => line.Length == 0 ? "554 no service\r\n" : Mail.Ok(line))
            .RunAsync(new SmtpClientOptions(), async session =>
            {
                var opened = await session.OpenAsync();
                await session.QuitAsync();
                return opened;
            });

        Assert.Equal(554, answer.Reply!.Code);
    }

    [Fact]
    public async Task Content_that_cannot_be_read_to_its_end_is_never_finished()
    {
        var server = Server(false);
        var message = Mail.To("a@x.org") with { OpenContent = _ => new(new BrokenStream()) };

        var result = Assert.Single(await server.DeliverAsync(message));

        Assert.Equal((DeliveryOutcome.Kept, "the message could not be read"), (result.Outcome, result.Reason));
        Assert.Equal("DATA", server.Lines[^1]);
    }

    [Fact]
    public async Task A_thousand_recipients_go_in_groups_that_fit_any_window()
    {
        var server = Server(true);

        var results = await server.DeliverAsync(Mail.To([.. Enumerable.Range(0, 1000).Select(i => $"user{i}@example.org")]));

        Assert.All(results, result => Assert.Equal(DeliveryOutcome.Delivered, result.Outcome));
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("gone");
    }
}
