using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace MailSink.Benchmarks.Load;

/// <summary>One client: it sends messages over its connection until the round's budget says that there are no more.</summary>
internal sealed class LoadSession : IDisposable
{
    private static readonly byte[] _ehlo = RenderedMessage.Octets("EHLO load.bench.example\r\n");
    private static readonly byte[] _data = RenderedMessage.Octets("DATA\r\n");
    private static readonly byte[] _quit = RenderedMessage.Octets("QUIT\r\n");
    private readonly IPEndPoint _server;
    private readonly LoadBudget _budget;
    private readonly LoadMode _mode;
    private readonly byte[] _mail;
    private readonly byte[] _rcpt;
    private readonly byte[] _group;
    private readonly RenderedMessage _message;
    private readonly RenderedMessage _lastMessage;
    private SmtpConnection _connection = new();

    public LoadSession(int number, IPEndPoint server, LoadShape shape, SampleMail mail, LoadBudget budget)
    {
        (_server, _budget, _mode) = (server, budget, shape.Mode);
        var rcpt = string.Create(CultureInfo.InvariantCulture, $"RCPT TO:<recipient{number}@bench.example>\r\n");
        _rcpt = RenderedMessage.Octets(rcpt);
        _mail = RenderedMessage.Octets("MAIL FROM:<sender@bench.example>\r\n");
        _group = [.. _mail, .. _rcpt, .. _data];
        byte[] chunk = [.. _mail, .. _rcpt, .. RenderedMessage.Octets(FormattableString.Invariant($"BDAT {mail.Length} LAST\r\n"))];
        _message = shape.Mode switch
        {
            LoadMode.Pipelined => new RenderedMessage(mail, [], [.. ".\r\n"u8, .. _group]),
            LoadMode.Bdat => new RenderedMessage(mail, chunk, []),
            _ => new RenderedMessage(mail, [], [.. ".\r\n"u8]),
        };
        _lastMessage = new RenderedMessage(mail, [], [.. ".\r\n"u8, .. _quit]);
    }

    public LatencyHistogram Acknowledgement { get; } = new();

    /// <summary>When the last acknowledgement came.</summary>
    public long LastAt { get; private set; }

    /// <summary>Connects, so that the round begins with all sessions ready.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_mode != LoadMode.OnePerConnection) await GreetAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task RunAsync(CancellationToken cancellationToken) => _mode switch
    {
        LoadMode.Pipelined => RunPipelinedAsync(cancellationToken),
        LoadMode.LockStep => RunLockStepAsync(cancellationToken),
        LoadMode.Bdat => RunBdatAsync(cancellationToken),
        _ => RunOnePerConnectionAsync(cancellationToken),
    };

    public void Dispose() => _connection.Dispose();

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        await _connection.OpenAsync(_server, cancellationToken).ConfigureAwait(false);
        await ExchangeAsync(_ehlo, 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunPipelinedAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(_group, 3, cancellationToken).ConfigureAwait(false);
        long number;
        while (!_budget.TakeLast(out number)) await DeliverAsync(_message, number, 4, 1, cancellationToken).ConfigureAwait(false);
        await DeliverAsync(_lastMessage, number, 2, 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunLockStepAsync(CancellationToken cancellationToken)
    {
        bool last;
        do
        {
            last = _budget.TakeLast(out var number);
            await ExchangeAsync(_mail, 1, cancellationToken).ConfigureAwait(false);
            await ExchangeAsync(_rcpt, 1, cancellationToken).ConfigureAwait(false);
            await ExchangeAsync(_data, 1, cancellationToken).ConfigureAwait(false);
            await DeliverAsync(_message, number, 1, 1, cancellationToken).ConfigureAwait(false);
        }
        while (!last);
        await ExchangeAsync(_quit, 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunBdatAsync(CancellationToken cancellationToken)
    {
        bool last;
        do
        {
            last = _budget.TakeLast(out var number);
            await DeliverAsync(_message, number, 3, 3, cancellationToken).ConfigureAwait(false);
        }
        while (!last);
        await ExchangeAsync(_quit, 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunOnePerConnectionAsync(CancellationToken cancellationToken)
    {
        bool last;
        do
        {
            last = _budget.TakeLast(out var number);
            _connection.Dispose();
            _connection = new SmtpConnection();
            await GreetAsync(cancellationToken).ConfigureAwait(false);
            await ExchangeAsync(_group, 3, cancellationToken).ConfigureAwait(false);
            await DeliverAsync(_lastMessage, number, 2, 1, cancellationToken).ConfigureAwait(false);
        }
        while (!last);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DeliverAsync(RenderedMessage message, long number, int replies, int timed, CancellationToken cancellationToken)
    {
        message.Stamp(number);
        var last = message.Start;
        if (!message.End.IsEmpty)
        {
            await _connection.SendAsync(message.Start, cancellationToken).ConfigureAwait(false);
            await _connection.SendAsync(message.Middle, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < message.FillerTimes; i++)
            {
                await _connection.SendAsync(SampleMail.Filler, cancellationToken).ConfigureAwait(false);
            }

            last = message.End;
        }

        var sentAt = Stopwatch.GetTimestamp();
        await _connection.SendAsync(last, cancellationToken).ConfigureAwait(false);
        await _connection.ExpectAsync(replies, timed, cancellationToken).ConfigureAwait(false);
        LastAt = _connection.TimedAt;
        Acknowledgement.Record(sentAt, LastAt);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(byte[] octets, int replies, CancellationToken cancellationToken)
    {
        await _connection.SendAsync(octets, cancellationToken).ConfigureAwait(false);
        await _connection.ExpectAsync(replies, 1, cancellationToken).ConfigureAwait(false);
    }
}
