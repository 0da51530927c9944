using System.Text;

namespace MailSink.Smtp;

/// <summary>What a transcript shows in place of a secret.</summary>
internal static class Secret
{
    /// <summary>Stands for any secret, whatever its length.</summary>
    public const string Mask = "•••";

    /// <summary>What may be shown of a command line, or null when it holds no secret.</summary>
    public static string? InCommand(ReadOnlySpan<byte> line)
    {
        // Also with junk before it: " AUTH PLAIN …" is refused, and its secret is no less secret.
        var start = line.IndexOfAnyInRange((byte)'A', (byte)'z');
        if (start < 0) return null;
        var rest = line[start..];
        if (rest.Length < 4 || !Ascii.EqualsIgnoreCase(rest[..4], "AUTH"u8)) return null;
        if (rest.Length > 4 && char.IsAsciiLetterOrDigit((char)rest[4])) return Mask;
        return AuthExtension.ShowCommand(rest);
    }
}
