using MailSink.Configuration;
using MailSink.Guards;
using MailSink.Listeners;
using MailSink.Live;
using MailSink.Logging;
using MailSink.Messages;
using MailSink.Pages;
using MailSink.Queue;
using MailSink.Reports;
using MailSink.Rest;
using MailSink.Sessions;
using MailSink.Storage;
using MailSink.Tls;

namespace MailSink;

/// <summary>What the program consists of: a line for each folder. <see cref="SinkApplication"/> calls both lists.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        InlineSockets.Prefer();
        return SinkCommand.RunAsync(args);
    }

    /// <summary>Services. Hosted services start in this order, and all of them before the first listener.</summary>
    public static void Add(WebApplicationBuilder builder, SinkOptions options)
    {
        builder.AddLineLogging(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStore();
        builder.Services.AddMessages();
        builder.Services.AddQueue();
        builder.Services.AddReports();
        builder.Services.AddSessions();
        builder.Services.AddRest();
        builder.Services.AddProtectionKeys();
        builder.Services.AddGuards(options);
        builder.Services.AddTls();
        builder.AddListeners(options);
        builder.Services.AddLive();
        builder.Services.AddPages();
    }

    /// <summary>Middleware and endpoints.</summary>
    public static void Map(WebApplication app)
    {
        app.UseGuards();
        app.MapRest();
        app.UsePages();
        app.MapPages();
        app.MapLive();
    }
}
