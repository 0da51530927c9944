using System.Buffers;
using System.Text;

namespace MailSink.Checks.Structure;

/// <summary>
/// What an HTML mail holds that readers treat differently, counted tag by tag over its octets: any charset of mail has the
/// characters of tags where ASCII has them, and no tree is needed to count.
/// </summary>
internal sealed class HtmlTally
{
    /// <summary>Octets of HTML after which Gmail hides the rest.</summary>
    public const int ClipSize = 102 * 1024;

    private const int MaxIds = 1000;
    private const int LongestTag = 64 * 1024;

    private static readonly SearchValues<byte> EndOfName = SearchValues.Create(" \t\r\n/"u8);
    private static readonly SearchValues<byte> EndOfReference = SearchValues.Create("\"'> )\r\n"u8);

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Images and the like that would be fetched over the network.</summary>
    public int Remote { get; private set; }

    public int Scripts { get; private set; }
    public int Forms { get; private set; }
    public int NoAlt { get; private set; }
    public int InlineData { get; private set; }

    /// <summary>Only the first part of the HTML was looked at.</summary>
    public bool IsCut { get; private init; }

    /// <summary>What the cid: links name, decoded.</summary>
    public IReadOnlySet<string> ContentIds => _ids;

    /// <param name="html">Decoded octets.</param>
    /// <param name="isCut">There was more.</param>
    public static HtmlTally Read(ReadOnlySpan<byte> html, bool isCut)
    {
        var tally = new HtmlTally { IsCut = isCut };
        while (html.IndexOf((byte)'<') is >= 0 and var open)
        {
            html = html[(open + 1)..];
            if (html.StartsWith("!--"u8))
            {
                // Conditional comments hold markup for Outlook; what is in them is not shown to anybody else.
                var end = html.IndexOf("-->"u8);
                if (end < 0) break;
                html = html[end..];
                continue;
            }

            if (html.IsEmpty || !char.IsAsciiLetter((char)html[0])) continue;
            var window = html[..Math.Min(html.Length, LongestTag)];
            var close = window.IndexOf((byte)'>');
            tally.Take(close < 0 ? window : window[..close]);
            html = html[(close < 0 ? window.Length : close)..];
        }

        return tally;
    }

    private void Take(ReadOnlySpan<byte> tag)
    {
        var end = tag.IndexOfAny(EndOfName);
        var name = end < 0 ? tag : tag[..end];
        TakeIds(tag);
        if (Is(name, "img"u8)) TakeImage(tag);
        else if (Is(name, "script"u8)) Scripts++;
        else if (Is(name, "form"u8)) Forms++;
        else if (Is(name, "link"u8) && Value(tag, "href"u8) is { } href && IsRemote(href)) Remote++;
        else if ((Is(name, "iframe"u8) || Is(name, "video"u8) || Is(name, "audio"u8)) && Value(tag, "src"u8) is { } src && IsRemote(src)) Remote++;
        else if (Value(tag, "background"u8) is { } picture && IsRemote(picture)) Remote++;
    }

    private void TakeImage(ReadOnlySpan<byte> tag)
    {
        if (Value(tag, "alt"u8) is null) NoAlt++;
        if (Value(tag, "src"u8) is not { } source) return;
        if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) InlineData++;
        else if (IsRemote(source)) Remote++;
    }

    private void TakeIds(ReadOnlySpan<byte> tag)
    {
        for (var rest = tag; rest.IndexOf("cid:"u8) is >= 0 and var at && _ids.Count < MaxIds;)
        {
            rest = rest[(at + 4)..];
            var end = rest.IndexOfAny(EndOfReference);
            if (end < 0) end = rest.Length;
            _ids.Add(Uri.UnescapeDataString(Encoding.ASCII.GetString(rest[..end])));
            rest = rest[end..];
        }
    }

    private static bool IsRemote(string reference) =>
        reference.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || reference.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || reference.StartsWith("//", StringComparison.Ordinal);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => System.Text.Ascii.EqualsIgnoreCase(name, expected);

    /// <summary>The head of an attribute's value; null when the tag has no such attribute.</summary>
    private static string? Value(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> name)
    {
        for (var at = 0; at + name.Length < tag.Length; at++)
        {
            if (tag[at] is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'"' or (byte)'\'')) continue;
            var rest = tag[(at + 1)..];
            if (rest.Length < name.Length || !Is(rest[..name.Length], name)) continue;
            var after = rest[name.Length..].TrimStart(" \t\r\n"u8);
            // An attribute without a value is there all the same: alt alone is alt="".
            if (after.IsEmpty || after[0] is (byte)'/') return "";
            if (after[0] != '=') continue;
            var value = after[1..].TrimStart(" \t\r\n\"'"u8);
            return Encoding.ASCII.GetString(value[..Math.Min(value.Length, 16)]);
        }

        return null;
    }
}
