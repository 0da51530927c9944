namespace MailSink.Messages.Preview;

/// <summary>The images a browser may show in place, told by their first octets and never by what the mail calls them.</summary>
internal static class ImageKind
{
    /// <summary>Octets needed to tell.</summary>
    public const int HeadLength = 16;

    /// <summary>The media type, or null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> head) =>
        IsPng(head) ? "image/png"
        : head.Length >= 3 && head[0] == 0xFF && head[1] == 0xD8 && head[2] == 0xFF ? "image/jpeg"
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? "image/gif"
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    private static bool IsPng(ReadOnlySpan<byte> head) => head.Length >= 8 && head[0] == 0x89 && head[1..].StartsWith("PNG\r\n\x1a\n"u8);
}
