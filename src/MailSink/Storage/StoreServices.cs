using MailSink.Checks.History;
using MailSink.Configuration;
using MailSink.Events;
using MailSink.Messages;
using MailSink.Messages.Projection;
using MailSink.Reports;
using MailSink.Rules;
using MailSink.Sessions;
using MailSink.Smtp;
using MailSink.Storage.Edits;
using MailSink.Storage.Ingest;
using MailSink.Storage.Writer;

namespace MailSink.Storage;

internal static class StoreServices
{
    /// <summary>
    /// Adds the store. <see cref="SinkOptions"/> and <see cref="TimeProvider"/> must be registered. The store opens as a hosted
    /// service, before the web server, and closes after it; a folder or file that cannot be used ends the start with a
    /// <see cref="StartupException"/>.
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => DataFolder.Open(provider.GetRequiredService<SinkOptions>().Data));
        services.AddSingleton<StoreReaders>();
        services.AddSingleton<StoreHead>();
        services.AddSingleton<StoreState>();
        services.AddSingleton<EventBus>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Upkeep>();
        services.AddSingleton<StoreWriter>();
        services.AddSingleton(new MemoryBudget(IngestPath.MemoryLimit));
        services.AddSingleton<ReportRequests>();
        services.AddSingleton<FreeSpace>();
        services.AddSingleton<IngestPath>();
        services.AddSingleton<StoreEdits>();
        services.AddSingleton<ProjectionWatermark>();
        services.AddSingleton<MailboxDirectory>();
        services.AddSingleton<MagicRecipients>();
        services.AddSingleton<RecentRefusals>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<ISmtpHost>(provider => provider.GetRequiredService<LiveSessions>());
        services.AddSingleton<MailStore>();
        services.AddHostedService(provider => provider.GetRequiredService<MailStore>());
        return services;
    }
}
