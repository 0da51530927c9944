namespace MailSink.Smtp;

/// <summary>What SCRAM and OAUTHBEARER begin with (RFC 5801 section 4).</summary>
/// <param name="Flag">n: the client knows no channel binding; y: it does, and thinks the server does not; p: it binds.</param>
/// <param name="Binding">Type of the channel binding behind <c>p=</c>, else null.</param>
/// <param name="OnBehalf">The authorization identity behind <c>a=</c>, decoded; null when there is none.</param>
/// <param name="Length">Characters of the header, its last comma included.</param>
internal sealed record Gs2Header(char Flag, string? Binding, string? OnBehalf, int Length)
{
    /// <summary>Reads the header a message begins with, or gives null.</summary>
    public static Gs2Header? Read(string message)
    {
        var first = message.IndexOf(',', StringComparison.Ordinal);
        var second = first < 0 ? -1 : message.IndexOf(',', first + 1);
        if (second < 0) return null;
        var (flag, name) = (message[..first], message[(first + 1)..second]);
        var binding = flag.StartsWith("p=", StringComparison.Ordinal) ? flag[2..] : null;
        if (binding is { Length: 0 } || binding is null && flag is not ("n" or "y")) return null;
        if (name.Length == 0) return new Gs2Header(flag[0], binding, null, second + 1);
        if (!name.StartsWith("a=", StringComparison.Ordinal) || DecodeName(name[2..]) is not { } onBehalf) return null;
        return new Gs2Header(flag[0], binding, onBehalf, second + 1);
    }

    /// <summary>A name in which comma and equals sign are written <c>=2C</c> and <c>=3D</c>; null when an equals sign means anything else.</summary>
    public static string? DecodeName(string written)
    {
        var decoded = written.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "\0", StringComparison.Ordinal);
        return decoded.Contains('=', StringComparison.Ordinal) || written.Contains('\0', StringComparison.Ordinal)
            ? null
            : decoded.Replace('\0', '=');
    }
}
