using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace MailSink.Listeners;

/// <summary>
/// Ends a connection so that its last reply arrives: a socket that is closed with unread input sends RST, and an RST makes the
/// client's system throw away the reply it has not read yet.
/// </summary>
internal static class OrderlyClose
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Says FIN, then reads what the client still sends until it closes too, a second at most.</summary>
    public static async ValueTask FinishAsync(ConnectionContext connection, TimeProvider time)
    {
        // All output has left: this transport's flush waits for the socket.
        connection.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        var input = connection.Transport.Input;
        if (input.TryRead(out var read))
        {
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }

        using var limit = new CancellationTokenSource(Patience, time);
        while (!read.IsCompleted)
        {
            read = await input.ReadAsync(limit.Token);
            input.AdvanceTo(read.Buffer.End);
        }
    }
}
