using System.Globalization;
using System.Text;
using MailSink.Checks;
using MailSink.Messages.Mime;
using MailSink.Storage;

namespace MailSink.Tests.Checks;

/// <summary>
/// A mail of <c>Cases/*.txt</c> and what is to be found in it. A case begins with a line <c>## ids | title | settings</c>: the
/// ids that must be found and no others, <c>H01=warning</c> with a severity, <c>!H01</c> where the mail comes close to a finding
/// without being one. Its lines end with CRLF; <c>\xE9</c> is an octet, <c>@head -Date</c> the usual header without Date, and
/// <c>@repeat 900 x</c> makes a line of so many, <c>@lines 26 x</c> so many lines, and the setting <c>pad=1000</c> lets so many
/// octets of text follow.
/// </summary>
internal sealed record LintCase(string Title, IReadOnlyList<string> Expected, IReadOnlyList<string> Near, byte[] Mail, StoredEnvelope Envelope)
{
    public static readonly DateTimeOffset ReceivedAt = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly string[] Head =
    [
        "From: Ada Lovelace <ada@shop.test>", "To: Wei Lin <wei@customer.test>", "Subject: Your order 48113",
        "Date: Mon, 02 Mar 2026 10:00:00 +0000", "Message-ID: <48113.7@mail.shop.test>",
    ];

    public static IReadOnlyList<LintCase> All { get; } = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Checks", "Cases"), "*.txt").Order().SelectMany(Read)];

    public IReadOnlyList<StoredFinding> Check() => Check(Mail, Envelope, ReceivedAt);

    public static IReadOnlyList<StoredFinding> Check(byte[] mail, StoredEnvelope envelope, DateTimeOffset receivedAt, params string[] silenced)
    {
        using var content = new MemoryStream(mail, 0, mail.Length, writable: false, publiclyVisible: true);
        return new MessageLint(silenced).Check(MailParser.Parse(content, hash: false, inspect: true), content, envelope, receivedAt, seq: 1);
    }

    /// <summary>Findings as the case writes them: the id, and the severity where it is not the row's.</summary>
    public static string Name(StoredFinding finding) =>
        finding.Severity is { } severity ? $"{finding.Id}={severity.ToString().ToLowerInvariant()}" : finding.Id;

    private static IEnumerable<LintCase> Read(string path)
    {
        var blocks = ("\n" + File.ReadAllText(path)).Split("\n## ");
        return blocks.Skip(1).Select(block => ReadOne(block, Path.GetFileNameWithoutExtension(path)));
    }

    private static LintCase ReadOne(string block, string file)
    {
        var lines = block.Split('\n');
        var title = lines[0].Split('|', StringSplitOptions.TrimEntries);
        var ids = title[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var settings = title.Length > 2 ? title[2].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return new LintCase(
            $"{file}: {title[1]}", [.. ids.Where(id => id[0] is not ('!' or '-'))], [.. ids.Where(id => id[0] == '!').Select(id => id[1..])],
            [.. Octets(string.Join("\r\n", lines.Skip(1).SelectMany(Expand)).TrimEnd('\r', '\n') + "\r\n"), .. Padding(settings)], Envelop(settings));
    }

    private static IEnumerable<string> Expand(string line)
    {
        if (line.StartsWith("@head", StringComparison.Ordinal))
            return Head.Where(field => !line.Split(' ').Contains("-" + field.Split(':')[0]));
        var words = line.Split(' ', 3);
        if (words[0] is not ("@repeat" or "@lines")) return [line];
        var copies = Enumerable.Repeat(words[2], int.Parse(words[1], CultureInfo.InvariantCulture));
        return words[0] == "@lines" ? copies : [string.Concat(copies)];
    }

    private static byte[] Padding(string[] settings)
    {
        if (settings.FirstOrDefault(s => s.StartsWith("pad=", StringComparison.Ordinal)) is not { } setting) return [];
        var octets = new byte[int.Parse(setting[4..], CultureInfo.InvariantCulture)];
        octets.AsSpan().Fill((byte)'x');
        for (var at = 0; at + 1 < octets.Length; at += 72) (octets[at], octets[at + 1]) = ((byte)'\r', (byte)'\n');
        return octets;
    }

    private static StoredEnvelope Envelop(string[] settings)
    {
        string? Value(string name) => settings.FirstOrDefault(s => s.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
        return new StoredEnvelope
        {
            From = Value("from") ?? "bounce@shop.test",
            Recipients = [new StoredRecipient("wei@customer.test", null)],
            SmtpUtf8 = settings.Contains("smtputf8"),
            Body = Value("body"),
            Client = settings.Contains("rest") ? null : new StoredClient { Listener = "smtp" },
        };
    }

    private static byte[] Octets(string text)
    {
        var octets = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isEscape = text[at] == '\\' && at + 3 < text.Length && text[at + 1] == 'x' && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3]);
            if (isEscape)
            {
                octets.Add(Convert.ToByte(text.Substring(at + 2, 2), 16));
                at += 3;
            }
            else if (char.IsHighSurrogate(text[at])) octets.AddRange(Encoding.UTF8.GetBytes(text.Substring(at++, 2)));
            else octets.AddRange(Encoding.UTF8.GetBytes(text[at].ToString()));
        }

        return [.. octets];
    }
}
