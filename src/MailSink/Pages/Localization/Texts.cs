using System.Collections;
using System.Globalization;
using System.Resources;

namespace MailSink.Pages.Localization;

/// <summary>
/// Every text of the user interface, by key, in the language of the current request. The resources are
/// <c>Texts.resx</c> (English) and <c>Texts.zh-Hans.resx</c>; a test keeps their keys equal.
/// </summary>
public sealed class Texts
{
    /// <summary>Keys with this prefix are also handed to the scripts.</summary>
    public const string ScriptPrefix = "js.";

    private static readonly ResourceManager s_resources = new("MailSink.Pages.Localization.Texts", typeof(Texts).Assembly);

    /// <summary>BCP 47 tag for <c>&lt;html lang&gt;</c>: <c>en</c> or <c>zh-Hans</c>.</summary>
    public string Language => Languages.Match(CultureInfo.CurrentUICulture.Name) ?? Languages.English;

    /// <summary>The text of a key.</summary>
    /// <exception cref="MissingManifestResourceException">No such key: a bug, found by the test that renders every page.</exception>
    public string this[string key] =>
        s_resources.GetString(key, Culture) ?? throw new MissingManifestResourceException($"No text for the key '{key}'.");

    /// <summary>The text of a key with its <c>{0}</c> places filled.</summary>
    public string this[string key, params object[] arguments] => string.Format(Culture, this[key], arguments);

    /// <summary>The text for a count: <c>key.one</c> or <c>key.other</c>, as the language's plural rule says; <c>{0}</c> is the count.</summary>
    public string Count(string key, long count) =>
        this[key + (count == 1 && Language == Languages.English ? ".one" : ".other"), count];

    /// <summary>The texts that scripts use, by key.</summary>
    public IReadOnlyDictionary<string, string> ForScripts() => All(Culture)
        .Where(pair => pair.Key.StartsWith(ScriptPrefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[ScriptPrefix.Length..], pair => pair.Value);

    /// <summary>All texts of one language, without falling back to another.</summary>
    public static IReadOnlyDictionary<string, string> All(CultureInfo culture)
    {
        // English is the assembly's own language, so its set hangs on the invariant culture.
        var own = culture.TwoLetterISOLanguageName == Languages.English ? CultureInfo.InvariantCulture : culture;
        var set = s_resources.GetResourceSet(own, createIfNotExists: true, tryParents: false);
        return set is null ? new Dictionary<string, string>() : set.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private CultureInfo Culture => CultureInfo.GetCultureInfo(Language);
}
