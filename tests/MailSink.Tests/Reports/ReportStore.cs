using System.Text;
using System.Text.Json;
using MailSink.Configuration;
using MailSink.Reports;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Xunit;

namespace MailSink.Tests.Reports;

/// <summary>A real store with the worker that makes reports, which can be stopped and started by itself.</summary>
internal sealed class ReportStore : IAsyncDisposable
{
    public const string Original = "From: a@example.com\r\nTo: b@example.net\r\nSubject: original\r\nMessage-ID: <m1@example.com>\r\n\r\nbody\r\n";

    private static readonly SinkOptions Options = new() { Data = DataPath.Memory, HostName = "mx.example.test" };

    private ReportWorker? _worker;

    public required TestStore Store { get; init; }

    public static async Task<ReportStore> OpenAsync() => new() { Store = await TestStore.OpenAsync(Options) };

    public async Task StartAsync()
    {
        _worker = new ReportWorker(
            Store.Readers, Store.Head, Store.Edits, Store.Get<ReportRequests>(), Options, TimeProvider.System, NullLogger<ReportWorker>.Instance);
        await _worker.StartAsync(default);
    }

    public async Task StopAsync()
    {
        if (_worker is null) return;
        await _worker.StopAsync(default);
        _worker.Dispose();
        _worker = null;
    }

    /// <summary>Stores a message as if these parameters had been given.</summary>
    public async Task<MessageId> SendAsync(Envelope envelope, string content = Original, string? user = null)
    {
        var result = await TestStore.SendAsync(Store.Connect(user), Encoding.UTF8.GetBytes(content), envelope);
        Assert.True(MessageId.TryParse(result.MessageId, out var id));
        return id;
    }

    /// <summary>Waits until the store holds so many messages in all, and gives what was stored behind a message.</summary>
    public async Task<List<StoredReport>> ReportsAsync(MessageId behind, int count)
    {
        await Store.Head.WaitBeyondAsync(behind.Seq + count - 1, TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using var reader = Store.Readers.Open();
        var rows = (from m in reader.Db.Messages
                    join c in reader.Db.Contents on m.ContentId equals c.Id
                    where m.Seq > behind.Seq
                    orderby m.Seq
                    select new { m.Seq, m.ReceivedUs, m.InboxId, c.Envelope }).ToList();
        return [.. rows.Select(row =>
        {
            var octets = Store.Read(new MessageId(row.ReceivedUs / 1000, row.Seq).ToString());
            return new StoredReport(
                JsonSerializer.Deserialize(row.Envelope, StoredJson.Default.StoredEnvelope)!, row.InboxId, octets,
                MimeMessage.Load(new MemoryStream(octets)));
        })];
    }

    public async Task<StoredReport> OneReportAsync(Envelope envelope, string content = Original)
    {
        var id = await SendAsync(envelope, content);
        return Assert.Single(await ReportsAsync(id, 1));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Store.DisposeAsync();
    }

    /// <summary>An envelope with parameters as the engine would have read them.</summary>
    /// <param name="mail">Parameters of MAIL: <c>RET=FULL ENVID=x</c>.</param>
    /// <param name="recipients">Each an address, and its parameters behind a space.</param>
    public static Envelope Envelope(string mail, params string[] recipients)
    {
        var envelope = new Envelope { ReversePath = "a@example.com" };
        envelope.Parameters = [.. Parameters(mail)];
        if (Value(envelope.Parameters, "BY") is { } deadline) envelope.Requests = new MailRequests { DeliverBy = DeliverBy.Parse(deadline.ToUpperInvariant()) };
        foreach (var text in recipients)
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var address = space < 0 ? text : text[..space];
            var recipient = new Recipient(address, [.. Parameters(space < 0 ? "" : text[space..])]) { Outcome = BounceOf(address) };
            if (Value(recipient.Parameters, "NOTIFY") is { } notify) recipient.Requests = new RecipientRequests { Notify = NotifyList.Parse(notify) };
            envelope.Recipients.Add(recipient);
        }

        return envelope;
    }

    private static RecipientOutcome? BounceOf(string address) =>
        address.Split('+', '@') is ["bounce", var code, var enhanced, ..] ? new RecipientOutcome(int.Parse(code, null), enhanced, "as asked") : null;

    private static string? Value(IReadOnlyList<EsmtpParameter> parameters, string keyword) =>
        parameters.FirstOrDefault(parameter => parameter.Keyword == keyword).Value;

    private static IEnumerable<EsmtpParameter> Parameters(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', 2)).Select(pair => new EsmtpParameter(pair[0], pair.Length == 2 ? pair[1] : null));
}

internal sealed record StoredReport(StoredEnvelope Envelope, long InboxId, byte[] Octets, MimeMessage Mail)
{
    public MultipartReport Report => Assert.IsType<MultipartReport>(Mail.Body);

    public HeaderListCollection Status => Assert.IsType<MessageDeliveryStatus>(Report[1]).StatusGroups;

    public string Text => Encoding.UTF8.GetString(Octets);
}
