using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace MailSink.Benchmarks.Load;

/// <summary>A client's end of one SMTP connection: octets out, replies counted in. Allocates nothing once it is open.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(4096);
    private ReplyScanner _scanner;
    private int _early;
    private int _filled;

    /// <summary>When the timed reply of those last awaited arrived (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public long TimedAt { get; private set; }

    /// <summary>The replies last awaited (of more than 4 KiB only the end).</summary>
    public ReadOnlyMemory<byte> Received => _buffer.AsMemory(0, _filled);

    /// <summary>Connects and takes the greeting.</summary>
    public async Task OpenAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await ExpectAsync(1, 1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes all octets.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty)
        {
            var sent = await _socket.SendAsync(octets, cancellationToken).ConfigureAwait(false);
            octets = octets[sent..];
        }
    }

    /// <summary>Waits until so many replies have come.</summary>
    /// <param name="replies">How many, multi-line ones counting once.</param>
    /// <param name="timed">Which of them, from 1, sets <see cref="TimedAt"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SmtpRefusedException">One of them was neither 2yz nor 3yz, or the connection ended.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ExpectAsync(int replies, int timed, CancellationToken cancellationToken)
    {
        var seen = _early;
        if (seen >= timed) TimedAt = Stopwatch.GetTimestamp();
        _filled = 0;
        while (seen < replies)
        {
            if (_filled == _buffer.Length) _filled = 0;
            var octets = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken).ConfigureAwait(false);
            var now = Stopwatch.GetTimestamp();
            if (octets == 0) throw new SmtpRefusedException("the server closed the connection");
            var ended = _scanner.Feed(_buffer.AsSpan(_filled, octets));
            _filled += octets;
            if (_scanner.Refusal != 0) throw new SmtpRefusedException(Printable(Received.Span));
            if (seen < timed && seen + ended >= timed) TimedAt = now;
            seen += ended;
        }

        _early = seen - replies;
    }

    public void Dispose() => _socket.Dispose();

    private static string Printable(ReadOnlySpan<byte> octets) => System.Text.Encoding.ASCII.GetString(octets).ReplaceLineEndings(" / ");
}
