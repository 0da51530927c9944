using System.Globalization;
using System.Net;
using MailSink.Listeners;
using MailSink.Queue;
using MailSink.Smtp;

namespace MailSink.Configuration;

/// <summary>Reads one value as an operator writes it.</summary>
internal delegate bool ValueParser<T>(string text, out T value);

/// <summary>A kind of value: how it is written and read.</summary>
/// <param name="Placeholder">What stands for it in help.</param>
/// <param name="Expected">What an error message says is expected.</param>
/// <param name="TryParse">Reads it.</param>
/// <param name="Explain">Says what is wrong with one that cannot be read, where "is not …" says too little; or null.</param>
internal sealed record ValueKind<T>(string Placeholder, string Expected, ValueParser<T> TryParse, Func<string, string>? Explain = null);

/// <summary>The kinds of values the option table uses.</summary>
internal static class ValueKinds
{
    /// <summary>The one name among addresses: both loopback addresses.</summary>
    public const string Localhost = "localhost";

    public static readonly ValueKind<int?> PortOrOff = new("N", "a port from 1 to 65535, 0 for any free port, or off", TryPortOrOff);
    public static readonly ValueKind<int?> PortAutoOrOff = new("N", "a port from 1 to 65535, 0 for any free port, auto or off", TryPortAutoOrOff);
    public static readonly ValueKind<int> Port = new("N", "a port from 1 to 65535, or 0 for any free port", TryPort);
    public static readonly ValueKind<int> Count = new("N", "a whole number, 0 for no limit", TryCount);
    public static readonly ValueKind<long> LongCount = new("N", "a whole number, 0 for no limit", TryLongCount);
    public static readonly ValueKind<long> Size = new("SIZE", "a size such as 50MiB, 0 for no limit", ByteSize.TryParse);
    public static readonly ValueKind<TimeSpan> Age = new("TIME", "a time such as 90s, 10m, 24h or 7d, or 0", Duration.TryParse);
    public static readonly ValueKind<bool> Flag = new("", "true or false", TryFlag);
    public static readonly ValueKind<string> Address = new("ADDR", "an IP address such as 127.0.0.1 or ::1, or localhost", TryAddress);
    public static readonly ValueKind<IPNetwork> Network = new("NET", "an address or network such as 10.0.0.0/8", TryNetwork);
    public static readonly ValueKind<string> HostName = new("NAME", "a host name such as mail.dev.example, *.dev.example or *", TryHost);
    public static readonly ValueKind<string> UrlPath = new("/p", "a path such as /mail", TryPath);
    public static readonly ValueKind<string> Folder = new("DIR", "a folder, or :memory:", TryText);
    public static readonly ValueKind<string> LintId = new("ID", "the id of a lint finding such as S15", TryLintId);
    public static readonly ValueKind<string> ExtensionName = new(
        "KEYWORD", "an ESMTP extension such as CHUNKING", TryExtension,
        static text => $"\"{text}\" is no ESMTP extension MailSink knows. Nearest: {NearestName.Of(text, ExtensionTable.Rows.Select(static r => r.Keyword))}");

    public static readonly ValueKind<int> AtLeastOne = new("N", "a whole number from 1 on", static (string text, out int value) => TryCount(text, out value) && value > 0);
    public static readonly ValueKind<string> SolicitationClass = new("CLASS", "a class such as net.example:ADV", TrySolicitation);
    public static readonly ValueKind<string?> DomainOrOff = new("NAME", "a domain such as fault.test, or off", TryDomainOrOff);
    public static readonly ValueKind<string> FilePath = new("FILE", "a file", TryText);
    public static readonly ValueKind<string> Password = new("TEXT", "a password", TryText);
    public static readonly ValueKind<ListenerSpec> Listener = new(
        "SPEC", "a listener such as lmtp@127.0.0.1:2424", ListenerSyntax.TryParse,
        static text => $"\"{text}\" {ListenerSyntax.Read(text, out _)}");

    /// <summary>What was written is never repeated: it may hold a password.</summary>
    public static readonly ValueKind<EtrnRelay> Relay = new("NODE=HOST:PORT", EtrnRelay.Shape, EtrnRelay.TryParse, static _ => $"the value is not {EtrnRelay.Shape}");

    public static readonly ValueKind<LogLevel> Level = new(
        "LEVEL", "one of debug, information, warning, error, none", TryLevel);
    public static readonly ValueKind<Telling> Telling = new("MODE", "one of private, known, off", TryName);
    public static readonly ValueKind<BareNewlines> Newlines = new("MODE", "one of auto, accept, normalize, reject", TryName);

    private static bool TryExtension(string text, out string value)
    {
        value = text.ToUpperInvariant();
        return ExtensionTable.Find(value) is not null;
    }

    private static bool TrySolicitation(string text, out string value)
    {
        value = text;
        return ExtensionTable.IsSolicitationClass(text);
    }

    private static bool TryLintId(string text, out string value)
    {
        value = text.ToUpperInvariant();
        return LintTable.FindById(value) is not null;
    }

    private static bool TryDomainOrOff(string text, out string? value)
    {
        var off = text.Equals("off", StringComparison.OrdinalIgnoreCase);
        value = off ? null : text.ToLowerInvariant();
        return off || (Uri.CheckHostName(text) == UriHostNameType.Dns && !text.EndsWith('.'));
    }

    private static bool TryPortOrOff(string text, out int? value)
    {
        var off = text.Equals("off", StringComparison.OrdinalIgnoreCase);
        var number = 0;
        value = off || !TryPort(text, out number) ? null : number;
        return off || value is not null;
    }

    private static bool TryPortAutoOrOff(string text, out int? value)
    {
        value = SinkOptions.AutoPort;
        return text.Equals("auto", StringComparison.OrdinalIgnoreCase) || TryPortOrOff(text, out value);
    }

    private static bool TryPort(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= ushort.MaxValue;

    private static bool TryCount(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryLongCount(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryFlag(string text, out bool value)
    {
        value = text.ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON";
        return value || text.ToUpperInvariant() is "FALSE" or "0" or "NO" or "OFF";
    }

    private static bool TryAddress(string text, out string value)
    {
        value = Localhost;
        if (text.Equals(Localhost, StringComparison.OrdinalIgnoreCase)) return true;
        // IPAddress reads "1025" as 0.0.4.1, which nobody who mixed up two options means.
        if (!text.Contains('.') && !text.Contains(':')) return false;
        if (!IPAddress.TryParse(text, out var address)) return false;
        value = address.ToString();
        return true;
    }

    private static bool TryNetwork(string text, out IPNetwork value)
    {
        if (IPNetwork.TryParse(text, out value)) return true;
        if (!TryAddress(text, out _) || !IPAddress.TryParse(text, out var address)) return false;
        value = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    private static bool TryHost(string text, out string value)
    {
        value = text.TrimEnd('.');
        var name = value.StartsWith("*.", StringComparison.Ordinal) ? value[2..] : value;
        return value == "*" || (name.Contains(':') ? IPAddress.TryParse(name, out _) : Uri.CheckHostName(name) != UriHostNameType.Unknown);
    }

    private static bool TryPath(string text, out string value)
    {
        value = text.TrimEnd('/');
        return value.Length == 0
            || (value[0] == '/' && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '~')
                && !value.Contains("//", StringComparison.Ordinal));
    }

    private static bool TryText(string text, out string value)
    {
        value = text;
        return text.Length > 0 && !text.Contains('\0');
    }

    private static bool TryLevel(string text, out LogLevel value) =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);

    private static bool TryName<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]);
}
