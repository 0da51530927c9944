using System.Globalization;

namespace MailSink.Smtp;

/// <summary>
/// The magic recipient <c>bounce+NNN+X.Y.Z[+text]@any.domain</c>: accepted, and later reported as failed (5yz) or delayed (4yz).
/// Anything of another form, such as the return paths of VERP (<c>bounce+o48113@…</c>), is an ordinary address.
/// </summary>
internal static class BounceAddress
{
    private const string Prefix = "bounce+";

    /// <summary>The outcome the address asks for, or null.</summary>
    public static RecipientOutcome? Read(string address)
    {
        if (!address.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var at = address.LastIndexOf('@');
        if (at < 0 || at == address.Length - 1) return null;
        var words = address[Prefix.Length..at].Split('+', 3);
        if (words.Length < 2 || words[0] is not ['4' or '5', >= '0' and <= '9', >= '0' and <= '9']) return null;
        if (words[1] is not [_, '.', ..] || words[1][0] != words[0][0] || !IsEnhanced(words[1])) return null;
        var code = int.Parse(words[0], CultureInfo.InvariantCulture);
        var text = words.Length == 3 && words[2].Length > 0 ? words[2] : EnhancedStatusTable.Find(words[1])?.Meaning.En;
        return new RecipientOutcome(code, words[1], text ?? (code >= 500 ? "Delivery failed" : "Delivery delayed"));
    }

    /// <summary>RFC 2034 section 4: <c>class "." 1*3digit "." 1*3digit</c>, without leading zeros.</summary>
    private static bool IsEnhanced(string code) =>
        code.Split('.') is [{ Length: 1 }, var subject, var detail] && IsNumber(subject) && IsNumber(detail);

    private static bool IsNumber(string digits) =>
        digits.Length is 1 or 2 or 3 && digits.All(char.IsAsciiDigit) && (digits.Length == 1 || digits[0] != '0');
}
