using System.Diagnostics.CodeAnalysis;

namespace MailSink.Configuration;

/// <summary>Where mail is kept when nobody says where.</summary>
internal static class DataPath
{
    /// <summary>Value of <c>--data</c> that keeps nothing after the program ends.</summary>
    public const string Memory = ":memory:";

    /// <summary>
    /// The absolute folder for what the operator gave; for nothing, <c>MailSink</c> in the user's local application data.
    /// False where the user has no home, as some service accounts and containers do.
    /// </summary>
    /// <param name="given">Value of <c>--data</c>, or empty.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="path">The folder, or <see cref="Memory"/>.</param>
    public static bool TryResolve(string given, Func<string, string?> environment, [NotNullWhen(true)] out string? path)
    {
        path = given == Memory ? Memory : null;
        if (path is null && given.Length > 0) path = Path.GetFullPath(given);
        if (path is null && LocalApplicationData(environment) is { Length: > 0 } local) path = Path.Combine(local, "MailSink");
        return path is not null;
    }

    private static string? LocalApplicationData(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

        // Environment.GetFolderPath falls back to "/" without a home, and a sink that writes to /.local helps nobody.
        if (environment("XDG_DATA_HOME") is { } xdg && Path.IsPathRooted(xdg)) return xdg;
        return environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "share") : null;
    }
}
