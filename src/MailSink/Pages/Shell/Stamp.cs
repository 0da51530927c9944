namespace MailSink.Pages.Shell;

/// <summary>The sender's mark: initials on one of twelve colours. <c>js/row.js</c> makes the same.</summary>
internal static class Stamp
{
    /// <summary>Class of the colour, from the address's domain and the name's first letter.</summary>
    public static string Hue(string name, string address)
    {
        var hash = 7;
        foreach (var c in address[(address.LastIndexOf('@') + 1)..] + name[..Math.Min(1, name.Length)])
            hash = (hash * 31 + c) % 360;
        return $"hue-{hash / 30}";
    }

    /// <summary>One or two letters.</summary>
    public static string Initials(string name)
    {
        if (name.Length == 0) return "?";
        if (name[0] >= '\u2e80') return char.IsHighSurrogate(name[0]) && name.Length > 1 ? name[..2] : name[..1];
        var letters = name.Split([' ', '-', '.', '_', '@'], StringSplitOptions.RemoveEmptyEntries)
            .Take(2).Select(word => char.IsLetterOrDigit(word[0]) ? char.ToUpperInvariant(word[0]) : '?');
        return string.Concat(letters);
    }
}
