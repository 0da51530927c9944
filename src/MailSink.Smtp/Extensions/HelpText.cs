using System.Globalization;

namespace MailSink.Smtp;

/// <summary>What HELP says, made of the tables, in lines a terminal shows whole.</summary>
internal static class HelpText
{
    private const int Width = 72;

    /// <summary>What can be asked about: what this listener does comes first.</summary>
    public static List<string> Topics(SmtpSession session) =>
    [
        "Commands (HELP and a command explains one):",
        .. Wrap(string.Join(' ', CommandTable.All.Where(command => command.IsOnOffer(session)).Select(command => command.Row.Name))),
        "Extensions (HELP and a keyword explains one):",
        .. Wrap(string.Join(' ', ExtensionTable.All.Where(extension => extension.IsOffered(session)).Select(extension => extension.Row.Keyword))),
        "Codes: HELP 550 and HELP 5.1.1 explain a reply; HELP STATUS tells of",
        "this session",
    ];

    /// <summary>What is known of a topic in upper case, or null.</summary>
    public static List<string>? About(string topic)
    {
        var lines = new List<string>();
        if (CommandTable.Find(topic) is { } command) Add(lines, $"Syntax: {command.Row.Syntax}", command.Row.Explanation, command.Row.Reference);
        if (ExtensionTable.Rows.FirstOrDefault(row => row.Keyword == topic) is { } extension && !extension.Commands.Contains(topic))
            Add(lines, $"EHLO keyword: {extension.EhloSyntax ?? extension.Keyword}", extension.Explanation, extension.Reference);
        if (int.TryParse(topic, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && ReplyCodeTable.Find(code) is { } reply)
        {
            Add(lines, $"{reply.Code}: {reply.Meaning.En}", reply.Cause, null);
            Add(lines, "What to do:", reply.NextStep, reply.Reference);
        }

        if (EnhancedStatusTable.Find(topic) is { } status)
        {
            Add(lines, $"{status.Code}: {status.Meaning.En}", status.Cause, null);
            Add(lines, "What to do:", status.NextStep, status.Reference);
        }

        return lines.Count > 0 ? lines : null;
    }

    /// <summary>How the session stands.</summary>
    public static List<string> Status(SmtpSession session)
    {
        var status = session.Status;
        return
        [
            $"Listener {status.Listener}, {(session.Options.IsLmtp ? "LMTP" : "SMTP")}{(session.Options.Strict ? ", strict" : "")}",
            $"You are {status.Helo ?? "not greeted yet"}, {(status.AuthUser is { } user ? $"logged in as {user}" : "not logged in")}",
            status.TlsProtocol is { } protocol ? $"{protocol}, {status.TlsCipher}" : "Clear text, no TLS",
            string.Create(CultureInfo.InvariantCulture, $"{status.Commands} commands, {status.Messages} messages accepted in this session"),
        ];
    }

    private static void Add(List<string> lines, string title, LocalizedText text, string? reference)
    {
        lines.AddRange(Wrap(title));
        lines.AddRange(Wrap(text.En));
        if (reference is not null) lines.Add(reference.Replace("§", "section ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Wrap(string text)
    {
        while (text.Length > Width)
        {
            var space = text.LastIndexOf(' ', Width);
            if (space <= 0) break;
            yield return text[..space];
            text = text[(space + 1)..];
        }

        yield return text;
    }
}
