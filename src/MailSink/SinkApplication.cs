using System.Net;
using MailSink.Configuration;
using MailSink.Listeners;
using MailSink.Storage;

namespace MailSink;

/// <summary>
/// A running sink: storage opened, then listeners bound. The program, the tests and whoever embeds MailSink start it here.
/// Disposing stops the listeners, lets open transactions end for at most <see cref="ShutdownTimeout"/> and closes the store.
/// </summary>
public sealed class SinkApplication : IAsyncDisposable
{
    /// <summary>How long a stop waits for sessions and requests in flight.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    private readonly WebApplication app;
    private readonly BoundListeners listeners;
    private int disposed;

    private SinkApplication(WebApplication app, SinkOptions options)
    {
        this.app = app;
        Options = options;
        listeners = app.Services.GetRequiredService<BoundListeners>();
    }

    /// <summary>What it was started with, <see cref="SinkOptions.Data"/> resolved.</summary>
    public SinkOptions Options { get; }

    /// <summary>The plain SMTP listener's port, or null when it is off.</summary>
    public int? SmtpPort => listeners.Find("smtp")?.Port;

    /// <summary>Where the web side answers, base path and final slash included.</summary>
    public Uri HttpAddress
    {
        get
        {
            var http = listeners.Find("http")!.EndPoints[0];
            return new Uri($"http://{new IPEndPoint(BindAddresses.Reachable(http.Address), http.Port)}{Options.BasePath}/");
        }
    }

    /// <summary>The database file, the one to copy; gone after the end when the data folder is <c>:memory:</c>.</summary>
    public string DataFile => app.Services.GetRequiredService<DataFolder>().MailDatabase;

    /// <summary>Everything that listens, in the order it was bound.</summary>
    internal IReadOnlyList<BoundListener> Listeners => listeners.All;

    /// <summary>The program's services, for tests.</summary>
    internal IServiceProvider Services => app.Services;

    /// <summary>Builds and starts a sink.</summary>
    /// <exception cref="StartupException">It cannot start for a reason the operator can mend.</exception>
    /// <exception cref="IOException">A port is taken, or the data folder cannot be used.</exception>
    public static async Task<SinkApplication> StartAsync(SinkOptions options, CancellationToken cancellationToken = default)
    {
        var app = Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new SinkApplication(app, options);
    }

    /// <summary>Builds without opening or binding anything, for tools that only look at the endpoints.</summary>
    internal static WebApplication Build(SinkOptions options)
    {
        // The name is that of the assembly, not of the process: static assets are found by it, in tests too.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SinkApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });

        // Settings come from SinkOptions alone: ASPNETCORE_URLS or a "Kestrel" section would bind what --bind never allowed.
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseStaticWebAssets();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = ShutdownTimeout);
        Program.Add(builder, options);
        var app = builder.Build();
        Program.Map(app);
        return app;
    }

    /// <summary>Completes when the process was asked to stop (SIGINT, SIGTERM).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops and closes; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
