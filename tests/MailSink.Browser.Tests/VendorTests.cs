using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace MailSink.Browser.Tests;

/// <summary>What was copied from elsewhere is what its note says, and nothing stands there without one.</summary>
public sealed partial class VendorTests
{
    [Fact]
    public void Every_vendored_file_has_the_digest_that_its_note_names()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "..", "..", "wwwroot", "vendor"));
        var noted = Row().Matches(File.ReadAllText(Path.Combine(folder, "README.md")))
            .ToDictionary(row => row.Groups["file"].Value, row => row.Groups["digest"].Value);

        var files = Directory.GetFiles(folder).Where(file => Path.GetExtension(file) != ".md").ToList();

        Assert.Equal(files.Select(Path.GetFileName).Order(StringComparer.Ordinal), noted.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(noted[Path.GetFileName(file)], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^\| (?<file>\S+) \|.*\| (?<digest>[0-9a-f]{64}) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
