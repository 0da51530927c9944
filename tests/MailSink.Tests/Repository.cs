namespace MailSink.Tests;

/// <summary>The checked-out repository the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "MailSink.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
