using System.Runtime.CompilerServices;
using System.Text;

namespace MailSink.Messages.Mime;

/// <summary>Octets to text by the charset a mail names, or by what the octets look like when it names none that is known.</summary>
internal static class CharsetText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Makes the charsets of East Asia known to .NET. MimeKit keeps the answer to its first question for one, so this must come
    /// before anything else is done with mail.
    /// </summary>
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Never throws; what cannot be decoded becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> octets, string? charset)
    {
        var text = (Find(charset) ?? Guess(octets)).GetString(octets);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    /// <summary>The encoding of that name; null for none, an unknown one, and US-ASCII, which says nothing about octets above 127.</summary>
    public static Encoding? Find(string? charset)
    {
        if (charset is null) return null;
        var name = charset.Trim().Trim('"', '\'').ToLowerInvariant();
        try
        {
            return name switch
            {
                "" or "us-ascii" or "ascii" or "7bit" or "8bit" or "unknown-8bit" or "utf-7" => null,
                // GB18030 contains GBK, which contains GB 2312; senders name the smaller and use the larger.
                "gb2312" or "gbk" or "x-gbk" or "cp936" or "gb_2312-80" => Encoding.GetEncoding("GB18030"),
                "utf8" or "utf-8" => Encoding.UTF8,
                // What is called ISO 8859-1 is read as Windows-1252 everywhere: the C1 controls never are meant.
                "iso-8859-1" or "latin1" => Encoding.GetEncoding(1252),
                _ => Encoding.GetEncoding(name),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding Guess(ReadOnlySpan<byte> octets)
    {
        // A text cut at a limit may end within a character: leave the last, incomplete one out of the test.
        var whole = octets[..^IncompleteTail(octets)];
        try
        {
            _ = StrictUtf8.GetCharCount(whole);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252);
        }
    }

    private static int IncompleteTail(ReadOnlySpan<byte> octets)
    {
        for (var back = 1; back <= Math.Min(3, octets.Length); back++)
        {
            var octet = octets[^back];
            if ((octet & 0xC0) == 0x80) continue;
            var length = octet switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? back : 0;
        }

        return 0;
    }
}
