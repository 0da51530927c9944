using System.Reflection;
using MailSink.Inboxes;
using MailSink.Listeners;
using MailSink.Sessions;
using MailSink.Smtp;

namespace MailSink.Pages.Shell;

/// <summary>What the frame around every page shows.</summary>
internal sealed class ShellFacts(InboxReader inboxes, LiveSessions live, BoundListeners listeners, SmtpOptions engine, IHttpContextAccessor http)
{
    private static readonly string s_version =
        typeof(ShellFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private ShellState? _state;

    /// <summary>The pages of the navigation, in order; paths below the base path.</summary>
    public static IReadOnlyList<(string Page, string Path, string Icon)> Destinations { get; } =
    [
        ("inbox", "", "inbox"),
        ("sessions", "sessions", "wire"),
        ("reference", "reference", "book"),
        ("connect", "connect", "plug"),
    ];

    /// <summary>The second key after G, or null.</summary>
    public static string? GoKey(string page) => page switch { "inbox" => "I", "sessions" => "S", "reference" => "F", _ => null };

    /// <summary>Reads the counters, once a request.</summary>
    public async Task<ShellState> LoadAsync(CancellationToken cancellationToken) => _state ??= await ReadAsync(cancellationToken);

    private async Task<ShellState> ReadAsync(CancellationToken cancellationToken)
    {
        var all = await inboxes.ListAsync(cancellationToken);
        return new ShellState(s_version, Host, listeners.Find("smtp")?.Port, all, live.Count, listeners.All, engine.Users.IsAnybody);
    }

    // Who reached the pages by this name reaches the SMTP port by it too.
    private string Host => http.HttpContext!.Request.Host.Host;
}

/// <param name="Version">The program's.</param>
/// <param name="Host">Name or address to connect to.</param>
/// <param name="SmtpPort">Of the plain listener, or null when it is off.</param>
/// <param name="Inboxes">All, with their counters.</param>
/// <param name="LiveSessions">Connections open now.</param>
/// <param name="Listeners">All that are bound.</param>
/// <param name="TakesAnybody">No users are configured: any name and password log in.</param>
internal sealed record ShellState(string Version, string Host, int? SmtpPort, IReadOnlyList<InboxDto> Inboxes, int LiveSessions,
    IReadOnlyList<BoundListener> Listeners, bool TakesAnybody)
{
    public long Total => Inboxes.Sum(inbox => inbox.Total);

    public long Unread => Inboxes.Sum(inbox => inbox.Unread);

    /// <summary>Host and port as one types them, or null.</summary>
    public string? Smtp => SmtpPort is { } port ? $"{Host}:{port}" : null;
}
