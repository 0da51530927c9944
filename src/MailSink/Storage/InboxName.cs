using System.Text;

namespace MailSink.Storage;

/// <summary>Names of inboxes: case-sensitive, 1 to 255 octets, no control characters.</summary>
internal static class InboxName
{
    public const string Default = "default";
    private const int LongestOctets = 255;

    public static bool IsValid(string name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= LongestOctets && !name.Any(char.IsControl);

    /// <summary>The inbox of a session: its user's name as far as that can be an inbox's, else <c>default</c>.</summary>
    public static string Of(string? user)
    {
        if (string.IsNullOrEmpty(user)) return Default;
        if (IsValid(user)) return user;
        var clean = string.Concat(user.EnumerateRunes().Select(r => Rune.IsControl(r) ? "�" : r.ToString()));
        while (Encoding.UTF8.GetByteCount(clean) > LongestOctets) clean = clean[..^(char.IsLowSurrogate(clean[^1]) ? 2 : 1)];
        return clean;
    }
}
