using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MailSink.Benchmarks.Servers;

namespace MailSink.Benchmarks;

/// <summary>What the command line asked for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = """
        usage: dotnet run -c Release --project tests/MailSink.Benchmarks -- [GROUP ...] [option ...]
          all | ingest | connect | start | large    what to measure (default: all)
          selftest                                  does the load generator count right?
          --rounds N         rounds per server and scenario, alternated (default 5)
          --seconds N        length of a round (default 3)
          --sessions N       connections at once in the ingest scenarios (default 50)
          --only TEXT        only scenarios whose name contains TEXT
          --server PATH      a built or published MailSink.dll (default: published now, into the run's own folder)
          --no-mailsink      drive only smtp-sink and the peers
          --peer NAME=HOST:PORT   drive this server as well; on this machine only; may be repeated
          --folder DIR       where to write (default: below the program's own folder); removed afterwards
        """;

    public IReadOnlyList<string> Groups { get; init; } = [];

    public int Rounds { get; init; } = 5;

    public TimeSpan RoundTime { get; init; } = TimeSpan.FromSeconds(3);

    public int Sessions { get; init; } = 50;

    public string Only { get; init; } = "";

    public string? ServerDll { get; init; }

    public bool WithMailSink { get; init; } = true;

    public IReadOnlyList<Peer> Peers { get; init; } = [];

    public string Folder { get; init; } = AppContext.BaseDirectory;

    public bool Wants(string group) => Groups.Contains(group) || Groups.Contains("all") || Groups.Count == 0;

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="options">The result; null on a fault.</param>
    /// <param name="fault">What to tell the user.</param>
    public static bool TryParse(string[] arguments, [NotNullWhen(true)] out BenchmarkOptions? options, out string fault)
    {
        options = new BenchmarkOptions();
        fault = "";
        for (var i = 0; i < arguments.Length && fault.Length == 0; i++)
        {
            var name = arguments[i];
            if (name == "--no-mailsink") options = options with { WithMailSink = false };
            else if (!name.StartsWith('-')) options = options with { Groups = [.. options.Groups, name] };
            else if (++i == arguments.Length) fault = $"{name} needs a value";
            else options = options.With(name, arguments[i], out fault);
        }

        string[] known = ["all", "ingest", "connect", "start", "large", "selftest"];
        var unknown = options.Groups.FirstOrDefault(g => !known.Contains(g));
        if (unknown is not null) fault = $"unknown: {unknown}";
        if (fault.Length > 0) options = null;
        return options is not null;
    }

    private BenchmarkOptions With(string name, string value, out string fault)
    {
        fault = "";
        switch (name)
        {
            case "--rounds": return this with { Rounds = Number(name, value, 100, ref fault) };
            case "--seconds": return this with { RoundTime = TimeSpan.FromSeconds(Number(name, value, 60, ref fault)) };
            case "--sessions": return this with { Sessions = Number(name, value, 1000, ref fault) };
            case "--only": return this with { Only = value };
            case "--server": return this with { ServerDll = Path.GetFullPath(value) };
            case "--folder": return this with { Folder = Path.GetFullPath(value) };
            case "--peer":
                fault = Peer.TryParse(value, out var peer, out var wrong) ? "" : wrong;
                return peer is null ? this : this with { Peers = [.. Peers, peer] };
            default:
                fault = $"unknown option {name}";
                return this;
        }
    }

    private static int Number(string name, string value, int highest, ref string fault)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= highest)
        {
            return number;
        }

        fault = $"{name} {value}: a number from 1 to {highest}";
        return 1;
    }
}
