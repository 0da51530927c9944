using System.Net;
using System.Text.Json;
using MailSink.Listeners;
using Microsoft.Extensions.Configuration.Json;

namespace MailSink.Configuration;

/// <summary>One setting that somebody made.</summary>
/// <param name="Row">What is set.</param>
/// <param name="Values">As written.</param>
/// <param name="Source">Where, as an error message names it: <c>--smtp-port</c>, <c>MAILSINK_SMTP__PORT</c>, a key and its file.</param>
internal sealed record Setting(OptionRow Row, IReadOnlyList<string> Values, string Source);

/// <summary>
/// Brings the sources together, the later the stronger: appsettings.json beside the program, appsettings.json in the data
/// folder, environment, command line. Files in the working directory are not read: started from within another project, the
/// sink would take that project's <c>Smtp:Port</c> for its own.
/// </summary>
internal sealed class Settings(IReadOnlyDictionary<string, string> environment, string programFolder)
{
    private const string FileName = "appsettings.json";

    private readonly List<string> errors = [];

    /// <summary>Reads everything.</summary>
    /// <param name="commandLine">What the command line set.</param>
    /// <returns>The options with <see cref="SinkOptions.Data"/> resolved, or the reasons why there are none, a line each.</returns>
    public (SinkOptions? Options, IReadOnlyList<string> Errors) Read(IReadOnlyList<Setting> commandLine)
    {
        var fromProgram = ReadFile(programFolder);
        var fromEnvironment = ReadEnvironment();
        var withoutData = Apply([.. fromProgram, .. fromEnvironment, .. commandLine]);
        if (errors.Count > 0) return (null, errors);
        if (!DataPath.TryResolve(withoutData.Data, environment.GetValueOrDefault, out var data))
            return (null, ["There is no home folder to keep mail in (HOME is not set). Say where with --data DIR, or --data :memory: to keep nothing."]);

        var fromData = data == DataPath.Memory ? [] : ReadFile(data);
        var options = Apply([.. fromProgram, .. fromData, .. fromEnvironment, .. commandLine]) with { Data = data };
        Check(options);
        return errors.Count > 0 ? (null, errors) : (options, errors);
    }

    private SinkOptions Apply(IEnumerable<Setting> settings)
    {
        var options = new SinkOptions();
        foreach (var setting in settings)
        {
            var (applied, error) = setting.Row.Apply(options, setting.Values);
            if (applied is null) errors.Add($"{setting.Source}: {error}.");
            options = applied ?? options;
        }

        return options;
    }

    private void Check(SinkOptions options)
    {
        var open = options.Bind.FirstOrDefault(static a => IPAddress.TryParse(a, out var address) && !IPAddress.IsLoopback(address));
        if (open is not null && !options.AllowPublic)
            errors.Add($"--bind {open} would let other machines read all mail, and nobody has to log in. If that is meant, add --allow-public.");
        errors.AddRange(ListenerPlan.Complaints(options));
        if (options.TlsKey.Length > 0 && options.TlsCertificate.Length == 0) errors.Add("--tls-key needs the certificate it belongs to: --tls-cert FILE.");
    }

    private List<Setting> ReadEnvironment()
    {
        var settings = new List<Setting>();
        foreach (var (name, value) in environment.OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(OptionRow.VariablePrefix, StringComparison.OrdinalIgnoreCase)) continue;
            var row = OptionTable.Rows.FirstOrDefault(r => r.IsVariable(name));
            if (row is null) errors.Add($"{name} is not a variable MailSink knows. Nearest: {NearestName.Of(name, OptionTable.Rows.Select(static r => r.Variable))}.");
            else if (value.Length > 0) settings.Add(new Setting(row, [value], name));
        }

        return settings;
    }

    private IReadOnlyList<Setting> ReadFile(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return [];
        try
        {
            using var stream = File.OpenRead(path);
            var values = new ConfigurationBuilder().Add(new JsonStreamConfigurationSource { Stream = stream }).Build().AsEnumerable();
            var byKey = values.Where(static v => v.Value is not null).OrderBy(static v => v.Key, StringComparer.Ordinal)
                .GroupBy(static v => WithoutIndex(v.Key), static v => v.Value!, StringComparer.OrdinalIgnoreCase);
            return [.. byKey.Select(g => Known(g.Key, [.. g], path)).OfType<Setting>()];
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            errors.Add($"{path} cannot be read: {e.Message}");
            return [];
        }
    }

    private Setting? Known(string key, IReadOnlyList<string> values, string path)
    {
        var row = OptionTable.Rows.FirstOrDefault(r => r.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (row is not null) return new Setting(row, values, $"{row.Key} in {path}");
        errors.Add($"{key} in {path} is not a key MailSink knows. Nearest: {NearestName.Of(key, OptionTable.Rows.Select(static r => r.Key))}.");
        return null;
    }

    private static string WithoutIndex(string key)
    {
        var colon = key.LastIndexOf(':');
        return colon > 0 && key.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') ? key : colon > 0 ? key[..colon] : key;
    }
}
