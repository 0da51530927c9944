using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>The argument of MAIL or RCPT: paths, parameters, times, xtext.</summary>
/// <param name="command">What stands before it.</param>
internal sealed class MailTarget(string command) : FuzzTarget
{
    public override string Name { get; } = command.StartsWith("MAIL", StringComparison.Ordinal) ? "mail" : "rcpt";

    public override IReadOnlyList<string> Words { get; } =
    [
        .. ExtensionTable.Rows.SelectMany(row => row.MailParameters.Concat(row.RcptParameters)).Select(word => $" {word}="), "<a@b.example>", "<>",
        "\"a b\"", "@x,@y:", "[IPv6:::1]", "[127.0.0.1]", "utf-8;", "rfc822;", "+2B", "NEVER", "SUCCESS,FAILURE", "FULL", "HDRS", "8BITMIME", "99999999999999999999",
        "2026-11-23T07:00:00Z", "2026-02-30T25:61:61.5+24:00", "-999999999;R", ";NT", "王芳@例子.example", "\\\"", "postmaster",
    ];

    public override IEnumerable<byte[]> Seeds =>
        from path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scripts"), "*.smtp").Order(StringComparer.Ordinal)
        from line in File.ReadLines(path)
        where line.StartsWith("C: " + command, StringComparison.OrdinalIgnoreCase)
        select Encoding.UTF8.GetBytes(line[(3 + command.Length)..]);

    public override int Run(byte[] input)
    {
        var before = command.StartsWith("RCPT", StringComparison.Ordinal) ? "EHLO c\r\nMAIL FROM:<a@b.example> SMTPUTF8\r\n" : "EHLO c\r\n";
        var options = ConversationTarget.Options[input.Length % 2];
        return ConversationTarget.Hold(options, [.. Encoding.ASCII.GetBytes(before + command), .. input, .. "\r\nQUIT\r\n"u8]);
    }
}
