using System.Buffers;
using System.Text;
using System.Text.Unicode;
using MailSink.Messages.Mime;
using MimeKit.Utils;

namespace MailSink.Storage.Ingest;

/// <summary>
/// What lists show of a message, read from its header without parsing MIME. Values are UTF-8 in a buffer that is reused from
/// message to message. Any octets may come in; it never throws.
/// </summary>
internal sealed class HeaderSummary
{
    /// <summary>Octets of the content that are looked at.</summary>
    public const int ScanLimit = 64 * 1024;

    private const int LongestValue = 998;
    private const int LongestAddress = 512;

    private readonly ArrayBufferWriter<byte> _text = new(1024);
    private Range _fromName;
    private Range _fromAddress;
    private Range _to;
    private Range _subject;
    private Range _messageId;

    public ReadOnlySpan<byte> FromName => _text.WrittenSpan[_fromName];
    public ReadOnlySpan<byte> FromAddress => _text.WrittenSpan[_fromAddress];
    public ReadOnlySpan<byte> To => _text.WrittenSpan[_to];
    public ReadOnlySpan<byte> Subject => _text.WrittenSpan[_subject];

    /// <summary>Message-ID without its angle brackets.</summary>
    public ReadOnlySpan<byte> MessageId => _text.WrittenSpan[_messageId];

    /// <summary>Reads the header of a message; of each field the first one counts.</summary>
    /// <param name="content">The message's first octets.</param>
    public void Scan(ReadOnlySpan<byte> content)
    {
        _text.ResetWrittenCount();
        _fromName = _fromAddress = _to = _subject = _messageId = default;
        if (content.Length > ScanLimit) content = content[..ScanLimit];
        while (HeaderFields.TryNext(ref content, out var name, out var value))
        {
            if (Ascii.EqualsIgnoreCase(name, "from"u8))
                AddFrom(value);
            else if (Ascii.EqualsIgnoreCase(name, "to"u8))
                AddOnce(ref _to, value, LongestAddress);
            else if (Ascii.EqualsIgnoreCase(name, "subject"u8))
                AddOnce(ref _subject, value, LongestValue);
            else if (Ascii.EqualsIgnoreCase(name, "message-id"u8))
                AddMessageId(value);
        }
    }

    /// <summary>Fills what the header did not say from the envelope.</summary>
    public void Complete(Smtp.Envelope envelope)
    {
        if (FromAddress.IsEmpty) _fromAddress = Append(Encoding.UTF8.GetBytes(envelope.ReversePath), LongestAddress);
        if (!To.IsEmpty) return;
        var start = _text.WrittenCount;
        foreach (var recipient in envelope.Recipients)
        {
            if (_text.WrittenCount - start >= LongestAddress) break;
            if (_text.WrittenCount > start) _text.Write(", "u8);
            Encoding.UTF8.GetBytes(recipient.Address, _text);
        }

        _to = start.._text.WrittenCount;
    }

    private void AddFrom(ReadOnlySpan<byte> value)
    {
        if (!FromAddress.IsEmpty) return;
        var mailbox = FirstMailbox.Of(value);
        _fromName = Append(mailbox.Name, LongestAddress);
        _fromAddress = Append(mailbox.Address, LongestAddress);
    }

    private void AddOnce(ref Range field, ReadOnlySpan<byte> value, int longest)
    {
        if (_text.WrittenSpan[field].IsEmpty) field = Append(value, longest);
    }

    private void AddMessageId(ReadOnlySpan<byte> value)
    {
        var open = value.IndexOf((byte)'<');
        if (open >= 0)
        {
            value = value[(open + 1)..];
            var close = value.IndexOf((byte)'>');
            if (close >= 0) value = value[..close];
        }

        AddOnce(ref _messageId, value, LongestValue);
    }

    private Range Append(ReadOnlySpan<byte> value, int longest)
    {
        if (value.IndexOf("=?"u8) >= 0 && Decode(value) is { } decoded) value = Encoding.UTF8.GetBytes(decoded);
        else if (!Utf8.IsValid(value)) value = Encoding.Convert(Encoding.Latin1, Encoding.UTF8, value.ToArray());
        var start = _text.WrittenCount;
        var target = _text.GetSpan(value.Length + 1);
        var length = 0;
        foreach (var octet in value)
        {
            // Line ends of folding and other control characters show as one space.
            if (octet > 32 && octet != 127) target[length++] = octet;
            else if (length > 0 && target[length - 1] != (byte)' ') target[length++] = (byte)' ';
        }

        if (length > longest)
        {
            length = longest;
            while (length > 0 && (target[length] & 0xc0) == 0x80) length--;
        }

        while (length > 0 && target[length - 1] == (byte)' ') length--;
        _text.Advance(length);
        return start..(start + length);
    }

    private static string? Decode(ReadOnlySpan<byte> value)
    {
        try
        {
            return Rfc2047.DecodeText(value[..EncodedWordLimit.Of(value)].ToArray());
        }
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException or InvalidOperationException)
        {
            // A charset or encoding nobody knows: shown as it came.
            return null;
        }
    }
}
