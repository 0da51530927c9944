using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace MailSink.Listeners;

/// <summary>Several bound addresses as one listener.</summary>
internal sealed class MergedListener : IConnectionListener
{
    private readonly IReadOnlyList<IConnectionListener> _parts;
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Task _accepting;

    public MergedListener(IReadOnlyList<IConnectionListener> parts)
    {
        _parts = parts;
        _accepting = AcceptAllAsync();
    }

    /// <summary>The first of the addresses.</summary>
    public EndPoint EndPoint => _parts[0].EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _accepted.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e) when (e.InnerException is null)
        {
            // How a listener says that it is unbound.
            return null;
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        foreach (var part in _parts) await part.UnbindAsync(cancellationToken);
        await _accepting;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts) await part.DisposeAsync();
        await _accepting;
        while (_accepted.Reader.TryRead(out var left)) await left.DisposeAsync();
    }

    private async Task AcceptAllAsync()
    {
        Exception? failure = null;
        try
        {
            await Task.WhenAll(_parts.Select(AcceptAsync));
        }
        catch (Exception e)
        {
            failure = e;
        }

        _accepted.Writer.Complete(failure);
    }

    private async Task AcceptAsync(IConnectionListener part)
    {
        while (await part.AcceptAsync() is { } connection) await _accepted.Writer.WriteAsync(connection);
    }
}
