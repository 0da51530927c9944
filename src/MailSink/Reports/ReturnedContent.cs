using System.Text;
using System.Text.Unicode;
using MailSink.Smtp;
using MailSink.Storage;
using MimeKit;

namespace MailSink.Reports;

/// <summary>The third part of a report: the message itself or its header.</summary>
/// <param name="Entity">The part.</param>
/// <param name="Summary">What it holds, as a phrase.</param>
/// <param name="MessageId">The message's Message-ID without its brackets, or null.</param>
internal sealed record ReturnedContent(MimeEntity Entity, string Summary, string? MessageId)
{
    /// <summary>RFC 3461 section 6.2 lets a longer message be returned by its header alone, whatever RET says.</summary>
    public const int LargestMessage = 4 * 1024 * 1024;

    private const int LargestHeader = 64 * 1024;

    /// <summary>Content that only the binary encoding could carry: it is not returned whole.</summary>
    private const ContentFacts Untransportable =
        ContentFacts.Nul | ContentFacts.BareCr | ContentFacts.BareLf | ContentFacts.LongLine;

    public static ReturnedContent Read(ReportSource source, ReportPlan plan, StoreReaders readers)
    {
        var isWhole = IsWhole(source, plan);
        var octets = ReadOctets(source, readers, isWhole ? LargestMessage : LargestHeader);
        var header = octets.AsSpan(0, HeaderLength(octets));
        var messageId = MessageIdOf(octets.AsSpan(0, header.Length).ToArray());
        return isWhole
            ? new ReturnedContent(Whole(octets, !Ascii.IsValid(header)), "the message itself", messageId)
            : new ReturnedContent(Header(header.ToArray()), "the header of the message", messageId);
    }

    /// <summary>
    /// RET=FULL, "for any DSN which conveys notification of delivery failure". RFC 8689 section 5: of a message that had to stay
    /// within TLS only the header goes back, whatever RET says.
    /// </summary>
    private static bool IsWhole(ReportSource source, ReportPlan plan)
    {
        string? ret = null;
        foreach (var parameter in source.Envelope.Parameters)
        {
            if (parameter.Keyword == "REQUIRETLS") return false;
            if (parameter.Keyword == "RET") ret = parameter.Value;
        }

        return plan.Action == ReportAction.Failed && "FULL".Equals(ret, StringComparison.OrdinalIgnoreCase)
            && source.Size <= LargestMessage && (source.Envelope.Facts & Untransportable) == 0;
    }

    private static byte[] ReadOctets(ReportSource source, StoreReaders readers, int most)
    {
        using var body = ContentStream.Open(readers, source.ContentId);
        var octets = new byte[(int)Math.Min(most, source.Size)];
        var length = body?.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false) ?? 0;
        return octets[..length];
    }

    /// <summary>Octets up to the empty line, the last header line's end included.</summary>
    private static int HeaderLength(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith("\r\n"u8)) return 0;
        var end = octets.IndexOf("\r\n\r\n"u8);
        return end < 0 ? octets.Length : end + 2;
    }

    private static string? MessageIdOf(byte[] header)
    {
        using var stream = new MemoryStream(header);
        try
        {
            return HeaderList.Load(stream)[HeaderId.MessageId] is { } value && MimeKit.Utils.MimeUtils.EnumerateReferences(value).FirstOrDefault() is { } id ? id : null;
        }
        catch (FormatException)
        {
            // The message has no header MimeKit can read; the report does without the reference.
            return null;
        }
    }

    private static MimePart Whole(byte[] octets, bool isGlobal) => new("message", isGlobal ? "global" : "rfc822")
    {
        ContentTransferEncoding = Ascii.IsValid(octets) ? ContentEncoding.SevenBit : ContentEncoding.EightBit,
        Content = new MimeContent(new MemoryStream(octets)),
    };

    private static MimePart Header(byte[] header)
    {
        var isAscii = Ascii.IsValid(header);
        var isGlobal = !isAscii && Utf8.IsValid(header);
        var part = isGlobal ? new MimePart("message", "global-headers") : new MimePart("text", "rfc822-headers");
        // Neither ASCII nor UTF-8: a charset in which every octet is a character.
        if (!isGlobal && !isAscii) part.ContentType.Charset = "iso-8859-1";
        part.ContentTransferEncoding = HasLongLine(header) ? ContentEncoding.QuotedPrintable : isAscii ? ContentEncoding.SevenBit : ContentEncoding.EightBit;
        part.Content = new MimeContent(new MemoryStream(header));
        return part;
    }

    private static bool HasLongLine(ReadOnlySpan<byte> octets)
    {
        foreach (var line in octets.Split("\n"u8))
            if (line.End.Value - line.Start.Value > 998) return true;
        return false;
    }
}
