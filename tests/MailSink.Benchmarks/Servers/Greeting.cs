using System.Net;
using System.Net.Sockets;
using MailSink.Benchmarks.Load;

namespace MailSink.Benchmarks.Servers;

/// <summary>The first words with a server: is it up, and what does it offer?</summary>
internal static class Greeting
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] _ehlo = RenderedMessage.Octets("EHLO probe.bench.example\r\n");

    /// <summary>Tries to connect until the server says 220.</summary>
    /// <exception cref="InvalidOperationException">Its process ended, or half a minute was not enough.</exception>
    public static async Task AwaitAsync(IPEndPoint server, ChildProcess? process, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        while (!await TryAsync(server, patience.Token).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (process is { HasExited: true } || patience.IsCancellationRequested)
            {
                throw new InvalidOperationException($"No 220 from {server}.{Environment.NewLine}{process?.LastLines}");
            }

            await Task.Delay(_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the answer to EHLO holds the keyword.</summary>
    public static async Task<bool> OffersAsync(IPEndPoint server, string keyword, CancellationToken cancellationToken)
    {
        using var connection = new SmtpConnection();
        await connection.OpenAsync(server, cancellationToken).ConfigureAwait(false);
        await connection.SendAsync(_ehlo, cancellationToken).ConfigureAwait(false);
        await connection.ExpectAsync(1, 1, cancellationToken).ConfigureAwait(false);
        var answer = System.Text.Encoding.ASCII.GetString(connection.Received.Span);
        return answer.Contains(keyword, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<bool> TryAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new SmtpConnection();
            await connection.OpenAsync(server, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is SocketException or SmtpRefusedException or OperationCanceledException)
        {
            return false;
        }
    }
}
