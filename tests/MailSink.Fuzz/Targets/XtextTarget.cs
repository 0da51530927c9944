using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>xtext, RFC 3339 times and domain names by themselves.</summary>
internal sealed class XtextTarget : FuzzTarget
{
    public override string Name => "words";

    public override IReadOnlyList<string> Words { get; } = ["+2B", "+", "=", "+zz", "2026-11-23T07:00:00Z", "T", "Z", "+24:00", ".", "-", "xn--", "[IPv6:::1]", "1.2.3.4"];

    public override IEnumerable<byte[]> Seeds => ["e+3Dmc2@example.com"u8.ToArray(), "2026-11-23T07:00:00.5+08:00"u8.ToArray(), "a.b-c.example"u8.ToArray(), "[IPv6:::1]"u8.ToArray()];

    public override int Run(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        var decoded = Xtext.Decode(text);
        if (decoded is not null)
        {
            _ = Xtext.IsStrict(text);
            Require(decoded.Length <= text.Length, "decoding makes it longer");
        }

        var isTime = Rfc3339.TryParse(text, out var time, out _);
        // Lower case is allowed by RFC 3339 and not everywhere else: only digits are compared.
        Require(!isTime || time.Year == int.Parse(text[..4], System.Globalization.CultureInfo.InvariantCulture) || time.Offset != TimeSpan.Zero, "another year");
        var isDomain = DomainParser.IsDomain(input);
        Require(!isDomain || DomainParser.IsDomainOrLiteral(input), "a domain that is none among literals");
        return (decoded is null ? 0 : 1) + (isTime ? 2 : 0) + (isDomain ? 4 : 0) + (DomainParser.IsDomainOrLiteral(input) ? 8 : 0);
    }
}
