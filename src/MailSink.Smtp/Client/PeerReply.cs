using System.Globalization;

namespace MailSink.Smtp;

/// <summary>A reply this side got. Only the first digit decides what to do (RFC 5321 section 4.3.2); the rest explains.</summary>
/// <param name="Code">The three digits.</param>
/// <param name="Lines">The text of each line behind code and separator: at least one, perhaps empty.</param>
public sealed record PeerReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>2yz: done.</summary>
    public bool IsPositive => Code / 100 == 2;

    /// <summary>3yz: go on.</summary>
    public bool IsIntermediate => Code / 100 == 3;

    /// <summary>4yz: not now.</summary>
    public bool IsTemporary => Code / 100 == 4;

    /// <summary>5yz: never.</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>The enhanced status code the last line begins with (RFC 2034), or null when it begins with none of that class.</summary>
    public string? Enhanced => field ??= EnhancedOf(Code, Lines[^1]);

    /// <summary>Code and last line, as a log or a list shows it.</summary>
    public override string ToString() =>
        Lines[^1].Length == 0 ? Code.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Code} {Lines[^1]}");

    /// <summary>The enhanced status code a text begins with, or null.</summary>
    /// <param name="code">The reply code: both must be of one class (RFC 2034 section 4).</param>
    /// <param name="text">What stands behind the code.</param>
    public static string? EnhancedOf(int code, string text)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? text : text[..end];
        var parts = word.Split('.');
        if (parts.Length != 3 || parts[0].Length != 1 || parts[0][0] - '0' != code / 100) return null;
        foreach (var part in parts.AsSpan(1))
            if (part.Length is 0 or > 3 || part.AsSpan().ContainsAnyExceptInRange('0', '9')) return null;
        return word;
    }
}

/// <summary>Why there is no reply.</summary>
public enum ClientFault : byte
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>No connection could be made.</summary>
    NotConnected,

    /// <summary>The connection ended.</summary>
    Lost,

    /// <summary>A time limit ran out.</summary>
    TimedOut,

    /// <summary>This program is stopping.</summary>
    Stopping,

    /// <summary>What came is no reply: no code, codes of several classes, or no end.</summary>
    Malformed,

    /// <summary>TLS is demanded, and not offered or failed.</summary>
    NoTls,

    /// <summary>A login is wanted, and none of the mechanisms both sides know may be used, or the other side did not prove that it knows the secret.</summary>
    NoLogin,

    /// <summary>The message's own octets could not be read to their end.</summary>
    ContentLost,
}

/// <summary>What came of a command: a reply, or why there is none.</summary>
/// <param name="Reply">Null when there is none.</param>
/// <param name="Fault">Why.</param>
public readonly record struct ClientAnswer(PeerReply? Reply, ClientFault Fault)
{
    /// <summary>2yz.</summary>
    public bool IsPositive => Reply is { IsPositive: true };

    public static implicit operator ClientAnswer(ClientFault fault) => new(null, fault);

    public static implicit operator ClientAnswer(PeerReply reply) => new(reply, ClientFault.None);
}
