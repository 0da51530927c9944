using System.Text;
using System.Text.Json;
using MailSink.Reports;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Ingest;
using Xunit;

namespace MailSink.Tests.Reports;

/// <summary>Which reports a message asks for (RFC 3461 section 5.2, RFC 2852 section 4.1).</summary>
public sealed class ReportPlanTests
{
    [Theory]
    [InlineData("", "b@x", "")]
    [InlineData("", "b@x NOTIFY=FAILURE,DELAY", "")]
    [InlineData("", "b@x NOTIFY=SUCCESS", "Delivered 2.0.0")]
    [InlineData("", "b@x NOTIFY=success,failure", "Delivered 2.0.0")]
    [InlineData("", "bounce+550+5.1.1@x", "Failed 5.1.1")]
    [InlineData("", "bounce+550+5.1.1@x NOTIFY=FAILURE", "Failed 5.1.1")]
    [InlineData("", "bounce+550+5.1.1@x NOTIFY=SUCCESS,DELAY", "")]
    [InlineData("", "bounce+550+5.1.1@x NOTIFY=NEVER", "")]
    [InlineData("", "bounce+450+4.2.1@x", "Delayed 4.2.1")]
    [InlineData("", "bounce+450+4.2.1@x NOTIFY=FAILURE", "")]
    [InlineData("BY=60;R", "bounce+450+4.2.1@x", "Failed 5.4.7")]
    [InlineData("BY=60;R", "bounce+450+4.2.1@x NOTIFY=DELAY", "")]
    [InlineData("BY=60;NT", "bounce+450+4.2.1@x", "Delayed 4.4.7")]
    [InlineData("BY=60;R", "b@x", "")]
    [InlineData("BY=60;N", "b@x", "")]
    [InlineData("BY=0;N", "b@x", "Delayed 4.4.7")]
    [InlineData("BY=-5;N", "b@x NOTIFY=FAILURE", "")]
    [InlineData("BY=-5;N", "b@x NOTIFY=NEVER", "")]
    [InlineData("BY=-5;n", "b@x NOTIFY=DELAY,SUCCESS", "Delayed 4.4.7, Delivered 2.0.0")]
    public void A_recipient_gets_the_reports_it_asks_for(string mail, string recipient, string expected)
    {
        var envelope = ReportStore.Envelope(mail, recipient);
        var plans = ReportPlan.Of(Stored(envelope));
        Assert.Equal(expected, string.Join(", ", plans.Select(plan => $"{plan.Action} {Assert.Single(plan.Recipients).Status}")));
        Assert.True(plans.Count == 0 || ReportPlan.MayBeDue(envelope));
    }

    [Fact]
    public void Nothing_is_reported_to_the_null_reverse_path()
    {
        var envelope = new Envelope { ReversePath = "" };
        envelope.Recipients.AddRange(ReportStore.Envelope("", "b@x NOTIFY=SUCCESS", "bounce+550+5.1.1@x").Recipients);
        Assert.False(ReportPlan.MayBeDue(envelope));
        Assert.Empty(ReportPlan.Of(Stored(envelope)));
    }

    [Fact]
    public void An_ordinary_message_asks_for_none() =>
        Assert.False(ReportPlan.MayBeDue(ReportStore.Envelope("RET=FULL ENVID=1", "b@x", "c@x NOTIFY=FAILURE ORCPT=rfc822;c@x")));

    [Fact]
    public void Recipients_are_parted_by_what_is_said_of_them()
    {
        var envelope = ReportStore.Envelope("", "bounce+550+5.1.1@x", "b@x NOTIFY=SUCCESS", "bounce+450+4.2.1@x", "bounce+554+5.7.1@x", "d@x");
        var plans = ReportPlan.Of(Stored(envelope));
        Assert.Equal([ReportAction.Delayed, ReportAction.Failed, ReportAction.Delivered], plans.Select(plan => plan.Action));
        Assert.Equal([1, 2, 1], plans.Select(plan => plan.Recipients.Count));
    }

    [Fact]
    public void What_the_client_was_told_is_not_reported()
    {
        var envelope = Stored(ReportStore.Envelope("", "b@x NOTIFY=SUCCESS,FAILURE")) with
        {
            Recipients = [new StoredRecipient("b@x", null, new StoredOutcome(452, "4.2.2", "over quota", Reported: false))],
        };
        Assert.Empty(ReportPlan.Of(envelope));
    }

    /// <summary>As it is stored and read again.</summary>
    private static StoredEnvelope Stored(Envelope envelope)
    {
        using var writer = new EnvelopeWriter();
        var json = Encoding.UTF8.GetString(writer.Write(envelope, null, 0).Span);
        return JsonSerializer.Deserialize(json, StoredJson.Default.StoredEnvelope)!;
    }
}
