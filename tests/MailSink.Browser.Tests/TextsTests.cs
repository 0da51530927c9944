using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MailSink.Pages.Localization;

namespace MailSink.Browser.Tests;

/// <summary>Every text is there in both languages, and no key is asked for that does not exist.</summary>
public sealed partial class TextsTests
{
    private static readonly IReadOnlyDictionary<string, string> s_english = Texts.All(CultureInfo.GetCultureInfo("en"));
    private static readonly IReadOnlyDictionary<string, string> s_chinese = Texts.All(CultureInfo.GetCultureInfo("zh-Hans"));
    private static readonly string s_root = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        Assert.NotEmpty(s_english);
        Assert.Equal(s_english.Keys.Order(StringComparer.Ordinal), s_chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(s_english.Concat(s_chinese), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Both_languages_fill_the_same_places()
    {
        foreach (var (key, english) in s_english)
            Assert.True(Places(english).SequenceEqual(Places(s_chinese[key])), key);
    }

    [Fact]
    public void Every_key_that_a_page_or_script_asks_for_exists()
    {
        var asked = Asked("src/MailSink/Pages", "*.cshtml", PageKeys(), "").Concat(Asked("wwwroot/js", "*.js", ScriptKeys(), Texts.ScriptPrefix)).ToList();

        Assert.True(asked.Count > 100, "The patterns find no keys.");
        Assert.Empty(asked.Where(key => !s_english.ContainsKey(key) && !s_english.ContainsKey(key + ".other")).Distinct());
    }

    [Fact]
    public void Pages_and_scripts_hold_no_sentence_of_their_own()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(s_root, "src/MailSink/Pages"), "*.cshtml", SearchOption.AllDirectories);
        Assert.Empty(pages.SelectMany(file => AttributeText().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")));
    }

    private static IEnumerable<string> Asked(string folder, string pattern, Regex keys, string prefix) =>
        Directory.EnumerateFiles(Path.Combine(s_root, folder), pattern, SearchOption.AllDirectories)
            .SelectMany(file => keys.Matches(File.ReadAllText(file)).Select(match => prefix + match.Groups["key"].Value));

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\bT(?:\.Count\(|\[)""(?<key>[a-zA-Z.]+[a-zA-Z])""[\],]")]
    private static partial Regex PageKeys();

    [GeneratedRegex(@"\b(?:text|count)\(""(?<key>[a-zA-Z.]+)""")]
    private static partial Regex ScriptKeys();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?:aria-label|title|placeholder)=""[A-Za-z]+ [^""@]*""")]
    private static partial Regex AttributeText();
}
