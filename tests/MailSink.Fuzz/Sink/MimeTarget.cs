using System.Text.Json;
using MailSink.Messages.Mime;
using MailSink.Messages.Projection;
using MailSink.Storage;

namespace MailSink.Fuzz.Sink;

/// <summary>A stored message as the projector reads it: its parts, what lists show of it, and the whole lint.</summary>
internal sealed class MimeTarget : FuzzTarget
{
    /// <summary>Octets a stretched mail has: nothing that grows with their square ends while the fuzzer waits.</summary>
    private const int LongMail = 512 * 1024;

    /// <summary>Octets of memory that may be taken for each of the mail, and before its first.</summary>
    private const long MostForEach = 2000;

    private const long MostForAny = 64 * 1024 * 1024;

    public override string Name => "mime";

    public override IReadOnlyList<string> Words { get; } =
    [
        "\r\n", "\r\n\r\n", "--b\r\n", "\r\n--b--\r\n", "Content-Type: multipart/mixed; boundary=b\r\n", "Content-Type: multipart/alternative; boundary=\"b\"\r\n",
        "Content-Type: text/html; charset=utf-8\r\n", "Content-Type: message/rfc822\r\n", "Content-Type: text/calendar; method=REQUEST\r\n", "Content-Type: message/delivery-status\r\n",
        "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\r\n", "Content-Type: text/plain; format=flowed; delsp=yes\r\n",
        "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "Content-Transfer-Encoding: x-uuencode\r\n",
        "Content-Disposition: attachment; filename*0*=utf-8''a%20; filename*1=b\r\n", "charset=iso-2022-jp", "charset=utf-7", "charset=gb18030", "=?utf-8?q?=C3=A9?=", "=?utf-8?b?w6k=?=", "=\r\n", "=3D",
        "<a href=\"http://x\">", "<img src=\"cid:a\">", "<!--", "<script>", "BEGIN:VEVENT\r\n", "DTSTART;TZID=Europe/Berlin:20260101T000000\r\n", "TZID=/dev/tty:", "SUMMARY:\r\n ", "begin 644 a\r\n", "From: \"a\" <b@c>\r\n",
        "Content-ID: <a>\r\n", "MIME-Version: 1.0\r\n", "Subject: ", "\u00E9", "\0", "Action: failed\r\n",
    ];

    public override IEnumerable<byte[]> Seeds => TestMails.All;

    public override int Run(byte[] input)
    {
        var whole = LookedOver.Read(input);
        whole.CheckFindings(input.Length);
        CheckTree(whole.Mail, input.Length);
        CheckPieces(input, whole);
        CheckShown(whole);
        if (Stretch.Of(input, LongMail) is { } stretched) CheckLong(stretched);
        return whole.Kind;
    }

    private static void CheckTree(ParsedMail mail, int length)
    {
        Require(mail.Outcome == ParseOutcome.Failed == (mail.Root is null), "it failed, and has parts; or has none, and did not");
        if (mail.Root is null) return;
        var limits = new MimeLimits();
        var parts = mail.Root.WithDescendants().ToList();
        Require(parts.Count <= limits.MaxParts, $"{parts.Count} parts");
        Require(parts.Select(part => part.Number).Distinct(StringComparer.Ordinal).Count() == parts.Count, "two parts have one number");
        foreach (var part in parts)
        {
            Require(part.Start >= 0 && part.Start <= part.End && part.End <= length, $"part {part.Number} is {part.Start} to {part.End} of {length}");
            Require(part.Size >= 0 && part.Text.Length <= Math.Min(part.Size, limits.MaxTextOctets), $"part {part.Number} keeps {part.Text.Length} of {part.Size}");
            // Within a container that was left open nobody has said where it ends, and an empty part may stand on either side of a line end.
            var isWithin = part.Parent is not { } parent || parent.End == 0 || part.Start == part.End || (part.Start >= parent.Start && part.End <= parent.End);
            Require(isWithin, $"part {part.Number} ({part.Start}-{part.End}) is not within its parent ({part.Parent?.Start}-{part.Parent?.End})");
        }
    }

    private static void CheckShown(LookedOver looked)
    {
        var made = MessageProjection.Make(1, looked.Mail, LookedOver.Envelope, looked.Findings);
        Require(made.Projection.Snippet.Length <= 201 && !made.Projection.Snippet.Any(char.IsControl), "the snippet is no line of its length");
        using var addresses = JsonDocument.Parse(made.Projection.Addresses);
        if (looked.Mail.Html is { } html)
        {
            var scan = HtmlScan.Read(html);
            Require(scan.Text.Length <= 2 * html.Length && scan.Links.Count <= html.Length, "a scan that is longer than what it is made of");
        }

        if (looked.Mail.Text is { } text)
        {
            Require(TextScan.Links(text).All(link => text.Contains(link.Url, StringComparison.Ordinal)), "a link that is not in the text");
            _ = TextScan.Codes(text);
        }

        _ = UnsubscribeField.Read(looked.Mail);
    }

    private static void CheckLong(byte[] octets)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var looked = LookedOver.Read(octets);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Require(taken < MostForAny + MostForEach * octets.Length, $"{octets.Length} octets take {taken} of memory");
        looked.CheckFindings(octets.Length);
        CheckShown(looked);
    }

    /// <summary>
    /// It makes no difference in how many pieces the octets come. Where they break off within a line, MimeKit tells by where its buffer
    /// ends whether that line is a delimiter.
    /// </summary>
    private static void CheckPieces(byte[] input, LookedOver whole)
    {
        using var trickle = new Trickle(input);
        var pieces = LookedOver.Read(trickle);
        if (input is not [.., (byte)'\n']) return;
        Require(AreSame(whole.Findings, pieces.Findings), $"read in pieces it has other findings: {string.Join("; ", pieces.Findings.Except(whole.Findings))}");
        Require(Shape(whole.Mail) == Shape(pieces.Mail), $"read in pieces it has other parts: {Shape(whole.Mail)} {Shape(pieces.Mail)}");
    }

    /// <summary>About an empty part, one may stand on the other side of a line end: see <see cref="Shape"/>.</summary>
    private static bool AreSame(IReadOnlyList<StoredFinding> whole, IReadOnlyList<StoredFinding> pieces) =>
        whole.Count == pieces.Count
        && whole.Zip(pieces).All(pair => pair.First == pair.Second with { Offset = pair.First.Offset }
                                         && Math.Abs((pair.First.Offset ?? 0) - (pair.Second.Offset ?? 0)) <= 2);

    /// <summary>
    /// The parts and where the content of each leaf stands. Where a container ends that is empty or whose last part is, MimeKit tells
    /// by what it has in its buffer: at the line end before the next delimiter or behind it.
    /// </summary>
    private static string Shape(ParsedMail mail) =>
        mail.Root is null ? "" : string.Join(' ', mail.Root.WithDescendants().Select(part => $"{part.Number} {part.MimeType} {Place(part)}"));

    private static string Place(MimeNode part) =>
        part.Size == 0 || part.Children.Count > 0 || part.MimeType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? ""
            : $"{part.Start}-{part.End} {part.Size}";
}
