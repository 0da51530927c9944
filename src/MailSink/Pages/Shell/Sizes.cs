using System.Globalization;

namespace MailSink.Pages.Shell;

/// <summary>Octets as people read them. <c>js/format.js</c> does the same.</summary>
internal static class Sizes
{
    public static string Text(long octets) => octets switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{octets} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1024.0:0.#} KB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{octets / 1048576.0:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{octets / 1073741824.0:0.##} GB"),
    };
}
