namespace MailSink.Smtp;

/// <summary>One explanation in every language the product speaks. Protocol words (verbs, codes, keywords) stay untranslated inside it.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">简体中文.</param>
public sealed record LocalizedText(string En, string Zh)
{
    /// <summary>The text for a BCP 47 language tag; anything but Chinese is English.</summary>
    public string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}
