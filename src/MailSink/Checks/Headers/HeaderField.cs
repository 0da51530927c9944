using System.Text;

namespace MailSink.Checks.Headers;

/// <summary>A field of the header section as it stands, however broken.</summary>
internal sealed class HeaderField
{
    private string? _text;

    public required string Name { get; init; }

    /// <summary>Offset in octets of its first line within the message.</summary>
    public required int Offset { get; init; }

    /// <summary>All behind the colon, folded lines included, without the last line end.</summary>
    public required ReadOnlyMemory<byte> Value { get; set; }

    /// <summary>Lines it takes up.</summary>
    public int Lines { get; set; } = 1;

    public bool IsAscii => System.Text.Ascii.IsValid(Value.Span);
    public bool IsUtf8 => System.Text.Unicode.Utf8.IsValid(Value.Span);

    /// <summary>
    /// The value unfolded (RFC 5322 section 2.2.3, "simply removing any CRLF that is immediately followed by WSP") and without the
    /// space around it; octets that are no UTF-8 as Latin-1.
    /// </summary>
    public string Text => _text ??= Unfold();

    public bool IsEmpty => Text.Length == 0;

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private string Unfold()
    {
        var text = (IsUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(Value.Span);
        if (Lines > 1) text = text.Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        return text.Trim(' ', '\t', '\r');
    }
}
