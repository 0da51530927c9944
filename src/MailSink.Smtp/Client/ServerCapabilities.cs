using System.Globalization;

namespace MailSink.Smtp;

/// <summary>What the other side offers: the keywords of its reply to EHLO. Empty after HELO.</summary>
public sealed class ServerCapabilities
{
    private readonly Dictionary<string, string> keywords = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is offered.</summary>
    public static ServerCapabilities None { get; } = new([]);

    /// <param name="lines">The lines of the reply; the first is a greeting.</param>
    public ServerCapabilities(IReadOnlyList<string> lines)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            // "AUTH=LOGIN" is what servers said before RFC 2554; some say both.
            var end = line.AsSpan().IndexOfAny(' ', '=');
            var keyword = end < 0 ? line : line[..end];
            var value = end < 0 ? "" : line[(end + 1)..].Trim();
            if (keyword.Length == 0) continue;
            keywords[keyword] = keywords.TryGetValue(keyword, out var before) ? $"{before} {value}" : value;
        }
    }

    /// <summary>The keywords, as written.</summary>
    public IEnumerable<string> Keywords => keywords.Keys;

    /// <summary>RFC 2920.</summary>
    public bool Pipelining => Has("PIPELINING");

    /// <summary>RFC 3030.</summary>
    public bool Chunking => Has("CHUNKING");

    /// <summary>RFC 3030, which demands CHUNKING with it.</summary>
    public bool BinaryMime => Has("BINARYMIME") && Chunking;

    /// <summary>RFC 6152.</summary>
    public bool EightBitMime => Has("8BITMIME");

    /// <summary>RFC 6531.</summary>
    public bool SmtpUtf8 => Has("SMTPUTF8");

    /// <summary>RFC 3461.</summary>
    public bool Dsn => Has("DSN");

    /// <summary>RFC 8689.</summary>
    public bool RequireTls => Has("REQUIRETLS");

    /// <summary>RFC 3207.</summary>
    public bool StartTls => Has("STARTTLS");

    /// <summary>RFC 1870.</summary>
    public bool Size => Has("SIZE");

    /// <summary>Largest message in octets, 0 when there is no limit or none is told (RFC 1870 section 3).</summary>
    public long MaxSize => long.TryParse(ValueOf("SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    /// <summary>SASL mechanisms, upper case.</summary>
    public IReadOnlyList<string> Mechanisms => [.. (ValueOf("AUTH") ?? "").ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Whether a keyword is offered, in any case.</summary>
    public bool Has(string keyword) => keywords.ContainsKey(keyword);

    /// <summary>What stands behind a keyword, "" for nothing; null when it is not offered.</summary>
    public string? ValueOf(string keyword) => keywords.GetValueOrDefault(keyword);
}
