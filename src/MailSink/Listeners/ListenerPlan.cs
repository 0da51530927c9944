using System.Net;
using MailSink.Configuration;

namespace MailSink.Listeners;

/// <summary>What listens, as the options have it.</summary>
internal static class ListenerPlan
{
    private const int StartTlsPort = 1587;
    private const int SmtpsPort = 1465;

    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), new(IPAddress.IPv6Loopback, 128)];

    /// <summary>All mail listeners, the plain port first.</summary>
    public static IReadOnlyList<ListenerSpec> Of(SinkOptions options)
    {
        var all = new List<ListenerSpec>();
        if (options.SmtpPort is { } smtp)
            all.Add(new ListenerSpec { Name = "smtp", Port = smtp, Tls = options.StartTls ? ListenerTls.StartTls : ListenerTls.None });
        if (Port(options, options.StartTlsPort, StartTlsPort) is { } startTls)
            all.Add(new ListenerSpec { Name = "starttls", Port = startTls, Tls = ListenerTls.StartTls });
        if (Port(options, options.SmtpsPort, SmtpsPort) is { } smtps)
            all.Add(new ListenerSpec { Name = "smtps", Port = smtps, Tls = ListenerTls.Implicit });
        return [.. all, .. options.Listen];
    }

    /// <summary>Who may say where a connection or a mail comes from.</summary>
    public static IReadOnlyList<IPNetwork> TrustedBy(SinkOptions options) => options.TrustedClients.Count > 0 ? options.TrustedClients : Loopback;

    /// <summary>The addresses a listener binds.</summary>
    public static IReadOnlyList<IPAddress> AddressesOf(ListenerSpec spec, SinkOptions options) =>
        spec.Path is not null ? [] : BindAddresses.Usable(spec.Addresses ?? BindAddresses.Parse(options.Bind));

    /// <summary>What cannot be as it is, a sentence each.</summary>
    public static IEnumerable<string> Complaints(SinkOptions options)
    {
        foreach (var spec in options.Listen)
        {
            if (spec.Addresses?.FirstOrDefault(static a => !IPAddress.IsLoopback(a)) is { } open && !options.AllowPublic)
                yield return $"--listen {spec.Name} on {open} would let other machines reach the sink. If that is meant, add --allow-public.";
        }

        var plan = Of(options);
        foreach (var twice in plan.GroupBy(static s => s.Name).Where(static g => g.Count() > 1))
            yield return $"--listen: two listeners are called {twice.Key}; give one another name, as in other={twice.First().Mode}@…";
        foreach (var path in plan.Where(static s => s.Path is not null).GroupBy(static s => s.Path).Where(static g => g.Count() > 1))
            yield return $"{Options(path.Select(static s => s.Name))} are both {path.Key}; each needs its own.";
        IReadOnlyList<IPAddress> bind = [.. options.Bind.Select(IPAddress.Parse)];
        var ports = plan.Where(static s => s.Path is null).Select(s => (s.Name, s.Port, Addresses: s.Addresses ?? bind))
            .Append((Name: "http", Port: options.HttpPort, Addresses: bind));
        foreach (var port in ports.Where(static p => p.Port != 0).GroupBy(static p => p.Port))
        {
            if (port.SelectMany(static p => p.Addresses).GroupBy(static a => a).Any(static a => a.Count() > 1))
                yield return $"{Options(port.Select(static p => p.Name))} are both {port.Key}; each needs its own.";
        }
    }

    /// <summary>The option that says where a listener is.</summary>
    public static string OptionOf(string name) => name is "smtp" or "starttls" or "smtps" or "http" ? $"--{name}-port" : $"--listen {name}";

    /// <summary>With another SMTP port than the usual one there are probably several instances, and the usual ports are taken.</summary>
    private static int? Port(SinkOptions options, int? wanted, int usual) =>
        wanted != SinkOptions.AutoPort ? wanted : options.SmtpPort == new SinkOptions().SmtpPort ? usual : 0;

    private static string Options(IEnumerable<string> names) => string.Join(" and ", names.Select(OptionOf));
}
