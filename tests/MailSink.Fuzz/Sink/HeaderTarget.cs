using System.Globalization;
using System.Text;
using System.Text.Unicode;
using MailSink.Checks.Headers;
using MailSink.Smtp;
using MailSink.Storage.Ingest;

namespace MailSink.Fuzz.Sink;

/// <summary>A header section: what lists show of it while it comes in, and what the checks of the header read.</summary>
internal sealed class HeaderTarget : FuzzTarget
{
    private const int LongHeader = 512 * 1024;
    private const int LongestAddress = 512;
    private const int LongestValue = 998;

    public override string Name => "headers";

    public override IReadOnlyList<string> Words { get; } =
    [
        "From: ", "To: ", "Subject: ", "Date: ", "Message-ID: <a@b>\r\n", "Sender: ", "Reply-To: ", "Resent-From: ", "Received: ", "References: <a@b> ", "List-Unsubscribe: <http://x>\r\n", "List-Id: ", "Auto-Submitted: ",
        "Return-Path: <>", "Disposition-Notification-To: ", "\r\n ", "\r\n\t", "\r\n", "\r\n\r\n", "\n", "\r", ":", " :", "=?utf-8?q?=C3=A9?=", "=?utf-8?b?w6k=?=", "=?iso-2022-jp?b?GyRC?=", "=?x?q?a?=", "=?", "?=", "\"", "\\", "(", ")", "<", ">", ",", ";",
        "a@b.example", "\u00E9", "\0", "Mon, 02 Mar 2026 10:00:00 +0000", "31 Dec 9999 23:59:60 -1400", "1 Jan 00 00:00 EST", "Content-Type: text/plain; charset=", "MIME-Version: 1.0",
    ];

    public override IEnumerable<byte[]> Seeds => TestMails.All;

    public override int Run(byte[] input)
    {
        CheckSummary(input);
        var section = HeaderSection.Read(input);
        CheckSection(section, input);
        foreach (var field in section.Fields) CheckText(field.Text);
        var mail = (byte[])[.. input, .. "\r\n\r\nHello.\r\n"u8];
        var looked = LookedOver.Read(mail);
        looked.CheckFindings(mail.Length);
        if (Stretch.Of(input, LongHeader) is { } stretched)
        {
            CheckSummary(stretched);
            LookedOver.Read(stretched).CheckFindings(stretched.Length);
        }

        return looked.Kind;
    }

    /// <summary>UTF-8 on one line, of a bounded length, and the same whatever was read before.</summary>
    private static void CheckSummary(byte[] input)
    {
        var (summary, used) = (new HeaderSummary(), new HeaderSummary());
        used.Scan("From: \"x\" <x@y>\r\nTo: z\r\nSubject: old\r\nMessage-ID: <1@2>\r\n\r\n"u8);
        summary.Scan(input);
        used.Scan(input);
        Require(Values(summary).SequenceEqual(Values(used), StringComparer.Ordinal), "the message before shows through");
        foreach (var (value, most) in new[] { (summary.FromName.ToArray(), LongestAddress), (summary.FromAddress.ToArray(), LongestAddress), (summary.To.ToArray(), LongestAddress), (summary.Subject.ToArray(), LongestValue), (summary.MessageId.ToArray(), LongestValue) })
        {
            Require(value.Length <= most, $"{value.Length} octets, not {most}");
            Require(Utf8.IsValid(value), "a value is no UTF-8");
            Require(!value.Any(octet => octet is < 32 or 127), "a control character is left");
            Require(value.Length == 0 || (value[0] != ' ' && value[^1] != ' '), "space at an end");
        }

        var envelope = new Envelope { ReversePath = "a@b.example" };
        envelope.Recipients.Add(new Recipient("c@d.example", []));
        var (isFromEmpty, isToEmpty) = (summary.FromAddress.IsEmpty, summary.To.IsEmpty);
        summary.Complete(envelope);
        Require(!isFromEmpty || Encoding.UTF8.GetString(summary.FromAddress) == "a@b.example", "the envelope does not say whom it is from");
        Require(!isToEmpty || Encoding.UTF8.GetString(summary.To) == "c@d.example", "the envelope does not say whom it is for");
    }

    private static string[] Values(HeaderSummary summary) =>
        [.. new[] { summary.FromName.ToArray(), summary.FromAddress.ToArray(), summary.To.ToArray(), summary.Subject.ToArray(), summary.MessageId.ToArray() }.Select(Convert.ToHexString)];

    /// <summary>The fields stand in the section in their order, and none reaches into another.</summary>
    private static void CheckSection(HeaderSection section, byte[] input)
    {
        Require(section.BodyStart >= 0 && section.BodyStart <= input.Length, $"the body begins at {section.BodyStart} of {input.Length}");
        var end = 0;
        foreach (var field in section.Fields)
        {
            Require(field.Name.Length > 0 && !field.Name.Any(c => c is <= ' ' or >= '\u007F' or ':'), $"'{field.Name}' is no name");
            Require(field.Offset >= end, $"{field.Name} begins within another");
            end = field.Offset + field.Name.Length + 1 + field.Value.Length;
            Require(end <= section.BodyStart, $"{field.Name} ends behind the section");
            Require(field.Lines >= 1 && !field.Text.Contains('\n'), $"{field.Name} is not unfolded");
        }
    }

    private static void CheckText(string text)
    {
        var end = 0;
        foreach (var word in EncodedWord.Find(text))
        {
            Require(word.Start >= end && word.End <= text.Length, "encoded-words overlap");
            Require(text.AsSpan(word.Start, word.Length).StartsWith("=?") && text.AsSpan(0, word.End).EndsWith("?="), "an encoded-word that is none");
            _ = word.DecodeText();
            end = word.End;
        }

        if (DateTimeField.Read(text) is not { } date) return;
        var offset = date.Time.Offset;
        var written = date.Time.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
        Require(DateTimeField.Read(written) is { WrongDay: false, Obsolete: null } again && again.Time == date.Time, $"'{written}' is another time than '{text}'");
    }
}
