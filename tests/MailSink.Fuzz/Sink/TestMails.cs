using System.Text;

namespace MailSink.Fuzz.Sink;

/// <summary>The mails of the tests: whole files, and the cases of the message lint.</summary>
internal static class TestMails
{
    private const int LongestSeed = 3000;

    /// <summary>All that are short enough to be mutated.</summary>
    public static IEnumerable<byte[]> All => Files.Concat(Cases).Where(mail => mail.Length < LongestSeed);

    private static IEnumerable<byte[]> Files =>
        Directory.GetFiles(Folder("Mail"), "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    /// <summary>As they stand, without what their directives would add to them.</summary>
    private static IEnumerable<byte[]> Cases =>
        from path in Directory.GetFiles(Folder("Checks", "Cases"), "*.txt").Order(StringComparer.Ordinal)
        from lintCase in ("\n" + File.ReadAllText(path)).Split("\n## ").Skip(1)
        select Encoding.UTF8.GetBytes(string.Join("\r\n", lintCase.Split('\n').Skip(1).Select(line => line.StartsWith("@head", StringComparison.Ordinal) ? "From: a@b.example" : line)));

    private static string Folder(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);
}
