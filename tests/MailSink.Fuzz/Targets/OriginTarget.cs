using System.Globalization;
using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>Attributes of XCLIENT and XFORWARD from a trusted peer. The first octet chooses command and listener; a LF begins a line more.</summary>
internal sealed class OriginTarget : FuzzTarget
{
    /// <summary>From where every session of the fuzzer comes.</summary>
    private const int Port = 4711;

    private static readonly SmtpOptions Lenient = ConversationTarget.Options.First(options => options.OriginFrom.Count > 0);
    private static readonly SmtpOptions[] Listeners = [Lenient, Lenient with { Strict = true }, Lenient with { IsLmtp = true }, Lenient with { OriginFrom = [] }];

    public override string Name => "xclient";

    public override IReadOnlyList<string> Words { get; } =
    [
        .. XclientExtension.Names.Union(XforwardExtension.Names).Select(name => $" {name}="), "[UNAVAILABLE]", "[TEMPUNAVAIL]", "IPV6:2001:db8::1",
        "192.0.2.1", "65535", "65536", "ESMTP", "SMTP", "LMTP", "LOCAL", "REMOTE", "+2B", "+C3+A9", "+0D+0A", "=", "+", "\n", " SESSION=x", "\u00E9",
    ];

    public override IEnumerable<byte[]> Seeds =>
    [
        "\0NAME=a.example ADDR=192.0.2.1 PORT=4711 PROTO=ESMTP HELO=a LOGIN=joe DESTADDR=192.0.2.2 DESTPORT=25"u8.ToArray(),
        "\u0001NAME=a.example ADDR=IPV6:2001:db8::1\nIDENT=4Q+2B1 SOURCE=REMOTE"u8.ToArray(), "\u0002ADDR=[UNAVAILABLE] HELO=[TEMPUNAVAIL]"u8.ToArray(),
        "\u0003SESSION=abc TTL=5 ADDR=192.0.2.1"u8.ToArray(), "\u0006ADDR=192.0.2.1"u8.ToArray(), "\u0004NAME="u8.ToArray(), "\0PORT=x"u8.ToArray(),
    ];

    public override int Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var (isClient, options) = (input[0] % 2 == 0, Listeners[input[0] / 2 % Listeners.Length]);
        CheckAttributes(input.AsSpan(1), isClient ? XclientExtension.Names : XforwardExtension.Names, options.Strict);
        var hello = options.IsLmtp ? "LHLO c\r\n" : "EHLO c\r\n";
        var octets = new List<byte>(Encoding.ASCII.GetBytes(hello));
        foreach (var line in Encoding.Latin1.GetString(input[1..]).Split('\n'))
            octets.AddRange([.. isClient ? "XCLIENT "u8 : "XFORWARD "u8, .. Encoding.Latin1.GetBytes(line), .. "\r\n"u8]);
        octets.AddRange(Encoding.ASCII.GetBytes(hello + "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n"));
        var kind = ConversationTarget.Hold(options, [.. octets]);
        CheckSession(EngineSession.Hold(options, [.. octets], static _ => 0), isClient, options);
        return kind * 31 + input[0] % 8;
    }

    /// <summary>What is understood is written out and understood again.</summary>
    private static void CheckAttributes(ReadOnlySpan<byte> argument, string[] known, bool strict)
    {
        if (OriginAttributes.Read(argument, known, strict) is not { } attributes) return;
        Require(attributes.Count <= argument.Length / 2, "more attributes than there are octets for");
        Require(attributes.All(attribute => attribute.Keyword.Length > 0 && !attribute.Keyword.Any(char.IsAsciiLetterLower)), "a name is empty or not in upper case");
        var written = string.Join(' ', attributes.Select(attribute => $"{attribute.Keyword}={(attribute.Value is { } value ? Encode(value) : "[UNAVAILABLE]")}"));
        var again = OriginAttributes.Read(Encoding.ASCII.GetBytes(written), known, strict);
        Require(again is not null && again.SequenceEqual(attributes), $"'{written}' is understood as something else");
    }

    private static string Encode(string value) =>
        string.Concat(Encoding.UTF8.GetBytes(value).Select(octet => octet is < 33 or > 126 or (byte)'+' or (byte)'=' ? "+" + octet.ToString("X2", CultureInfo.InvariantCulture) : ((char)octet).ToString()));

    private static void CheckSession(EngineSession session, bool isClient, SmtpOptions options)
    {
        var (status, lines) = (session.Status, session.Host.Lines);
        Require(status.Remote is null or { Port: >= 0 and <= ushort.MaxValue }, "a port beyond all ports");
        Require(status.AuthMechanism is null or "XCLIENT", $"a login by {status.AuthMechanism}");
        var isTaken = isClient && options.OriginFrom.Count > 0 && lines.Count(line => line.ReplyId is "greeting" or "lmtp-greeting") > 1;
        Require(isTaken || status is { Remote.Port: Port, AuthUser: null, RemoteName: null }, "a line that was refused says who the client is");
    }
}
