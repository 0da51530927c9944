using System.Globalization;
using MailSink.Smtp;

namespace MailSink.Rules;

/// <summary>One magic recipient.</summary>
/// <param name="Fault">What it makes go wrong.</param>
/// <param name="IsAtEnd">At the end of the message rather than at RCPT.</param>
internal sealed record MagicRecipient(Fault Fault, bool IsAtEnd)
{
    /// <summary>Reads <c>code-NNN[-X.Y.Z] data-NNN[-X.Y.Z] delay-MS drop drop-data</c>.</summary>
    /// <param name="localPart">In any case.</param>
    /// <param name="address">The whole address, for replies that hold a path.</param>
    /// <param name="serverName">For replies that begin with a host name.</param>
    public static MagicRecipient? Read(string localPart, string address, string serverName)
    {
        var name = localPart.ToLowerInvariant();
        var fault = new Fault($"magic:{name}");
        var words = name.Split('-', 3);
        switch (words)
        {
            case ["drop"]:
                return new(fault with { Close = FaultClose.Fin }, IsAtEnd: false);
            case ["drop", "data"]:
                return new(fault with { Close = FaultClose.Fin }, IsAtEnd: true);
            case ["delay", var time] when TryNumber(time, out var milliseconds):
                return new(fault with { Delay = TimeSpan.FromMilliseconds(milliseconds) }, IsAtEnd: false);
            case ["code" or "data", { Length: 3 } digits, ..] when TryNumber(digits, out var code):
                var enhanced = words.Length == 3 ? words[2] : code / 100 == 3 ? null : $"{code / 100}.0.0";
                var reply = FaultReply.TryCreate((int)code, enhanced, Text((int)code, name, address, serverName), out _);
                return reply is null ? null : new(fault with { Reply = reply }, words[0] == "data");
            default:
                return null;
        }
    }

    // 220, 221 and 421 begin with the host's name, 251 and 551 hold a path (RFC 5321 section 4.2.3): clients read them.
    private static string Text(int code, string name, string address, string serverName) =>
        (ReplyCodeTable.Find(code)?.Meaning.En ?? "Not defined by any RFC")
            .Replace("<domain>", serverName, StringComparison.Ordinal)
            .Replace("<forward-path>", $"<{address}>", StringComparison.Ordinal)
        + $" (magic recipient {name})";

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
