using System.Buffers;
using System.Text;

namespace MailSink.Smtp.Tests.Client;

/// <summary>
/// A server that answers as a test wants: <paramref name="answer"/> gets each line (the greeting's is "") and gives what is written, as
/// it is; null closes. Behind 354 lines are content until the dot, which is asked for as ".".
/// </summary>
internal sealed class FakeServer(Func<string, string?> answer)
{
    private readonly DuplexPair wire = new();

    /// <summary>Everything the client sent.</summary>
    public StringBuilder Heard { get; } = new();

    public List<string> Lines { get; } = [];

    public MemoryHost Host { get; } = new();

    /// <summary>Replies are written one octet at a time.</summary>
    public bool SplitsReplies { get; init; }

    /// <summary>Runs a client against it.</summary>
    public async Task<T> RunAsync<T>(SmtpClientOptions options, Func<SmtpClientSession, Task<T>> use, TimeProvider? time = null)
    {
        var serving = ServeAsync();
        var status = new SessionStatus { Listener = "test", StartedAt = (time ?? TimeProvider.System).GetUtcNow() };
        T result;
        await using (var session = new SmtpClientSession(wire.Client, options, Host, status, time ?? TimeProvider.System))
            result = await use(session).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await wire.Client.Output.CompleteAsync();
        await serving.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return result;
    }

    /// <summary>Opens, sends a message to some recipients, and says QUIT.</summary>
    public Task<IReadOnlyList<RecipientResult>> DeliverAsync(OutboundMessage message, SmtpClientOptions? options = null) =>
        RunAsync(options ?? new SmtpClientOptions(), async session =>
        {
            await session.OpenAsync();
            var results = await session.SendAsync(message, TestContext.Current.CancellationToken);
            await session.QuitAsync();
            return results;
        });

    private async Task ServeAsync()
    {
        var data = false;
        if (!await SayAsync(answer(""))) return;
        while (true)
        {
            var read = await wire.Server.Input.ReadAsync();
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(rest.Slice(0, rest.GetPosition(1, end)));
                rest = rest.Slice(rest.GetPosition(1, end));
                Heard.Append(line);
                if (data && line != ".\r\n") continue;
                Lines.Add(line.TrimEnd());
                var said = answer(line.TrimEnd());
                data = line != ".\r\n" && said?.StartsWith("354", StringComparison.Ordinal) == true;
                if (!await SayAsync(said)) return;
                if (line.StartsWith("BDAT", StringComparison.Ordinal)) throw new InvalidOperationException("offer no CHUNKING here");
            }

            wire.Server.Input.AdvanceTo(rest.Start, rest.End);
            if (!read.IsCompleted) continue;
            await wire.Server.Output.CompleteAsync();
            return;
        }
    }

    private async Task<bool> SayAsync(string? said)
    {
        if (said is null)
        {
            await wire.Server.Output.CompleteAsync();
            return false;
        }

        var octets = Encoding.Latin1.GetBytes(said);
        for (var i = 0; i < octets.Length; i += SplitsReplies ? 1 : octets.Length)
            await wire.Server.Output.WriteAsync(SplitsReplies ? octets.AsMemory(i, 1) : octets);
        return true;
    }
}
