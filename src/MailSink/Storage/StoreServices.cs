using MailSink.Configuration;

namespace MailSink.Storage;

internal static class StoreServices
{
    /// <summary>
    /// Adds the store. <see cref="SinkOptions"/> must be registered. Register before the web server, so that the store opens first
    /// and closes last; a folder or file that cannot be used ends the start with a <see cref="StartupException"/>.
    /// </summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => DataFolder.Open(provider.GetRequiredService<SinkOptions>().Data));
        services.AddSingleton<StoreReaders>();
        services.AddSingleton<StoreHead>();
        services.AddSingleton<MailStore>();
        services.AddHostedService(provider => provider.GetRequiredService<MailStore>());
        return services;
    }
}
