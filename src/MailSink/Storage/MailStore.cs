using MailSink.Storage.Derived;

namespace MailSink.Storage;

/// <summary>Opens the store before the listeners start and closes it after the last of them has stopped.</summary>
internal sealed class MailStore(DataFolder folder, TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        StoreSchema.Prepare(folder.MailDatabase, time.GetUtcNow().ToUnixMicroseconds());
        DerivedSchema.Prepare(folder.DerivedDatabase);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
