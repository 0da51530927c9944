using MailSink.Sessions;
using MailSink.Storage.Derived;
using MailSink.Storage.Sqlite;
using MailSink.Storage.Writer;

namespace MailSink.Storage;

/// <summary>Opens the store before the listeners start and closes it after the last of them has stopped.</summary>
internal sealed class MailStore(DataFolder folder, StoreWriter writer, Upkeep upkeep, LiveSessions sessions, TimeProvider time)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private ITimer? _heartbeat;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var nowUs = time.GetUtcNow().ToUnixMicroseconds();
        StoreSchema.Prepare(folder.MailDatabase, nowUs);
        DerivedSchema.Prepare(folder.DerivedDatabase, MachineStart.Read(time));
        using (var file = SqliteFile.Open(folder.MailDatabase))
        {
            foreach (var upload in Recovery.Run(file, nowUs)) upkeep.Abandon(upload);
        }

        upkeep.Attach(writer);
        writer.Start();
        _heartbeat = time.CreateTimer(_ => Beat(), null, Heartbeat, Heartbeat);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _heartbeat?.Dispose();
        writer.Dispose();
    }

    private void Beat()
    {
        sessions.Tick();
        upkeep.Request();
    }
}
