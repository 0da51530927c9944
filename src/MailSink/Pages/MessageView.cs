using MailSink.Messages;

namespace MailSink.Pages;

/// <summary>An opened message and which of its tabs stand.</summary>
/// <param name="Message">The message.</param>
/// <param name="Wanted">The tab the address asks for, or null.</param>
/// <param name="Query">Query string that links keep.</param>
internal sealed record MessageView(MessageDetail Message, string? Wanted, string Query)
{
    /// <summary>The tabs that this message has, in order.</summary>
    public IReadOnlyList<MessageTab> Tabs { get; } = [.. All(Message)];

    /// <summary>The one shown: the wanted, else HTML, text or source, whichever the message has.</summary>
    public string Current { get; } = All(Message).Select(tab => tab.Name).Contains(Wanted)
        ? Wanted!
        : Message is { HasHtml: true, Html: not null } ? "html" : Message.Text is not null ? "text" : "source";

    /// <summary>Images that would be fetched from elsewhere.</summary>
    public int RemoteImages => Message.Images.Count(image => image.Remote);

    /// <summary>Recipients of the envelope that no header names.</summary>
    public IReadOnlyList<string> Hidden => [.. Message.Envelope.Recipients.Where(r => r.SeenIn == "envelope").Select(r => r.Address)];

    /// <summary>Bcc recipients that the header gives away.</summary>
    public IReadOnlyList<string> Leaked => [.. Message.Envelope.Recipients.Where(r => r.SeenIn == "bcc").Select(r => r.Address)];

    private static IEnumerable<MessageTab> All(MessageDetail message)
    {
        if (message.Html is not null) yield return new("html", 0);
        if (message.Text is not null) yield return new("text", 0);
        yield return new("headers", message.Headers.Count);
        yield return new("source", 0);
        if (message.Parts is { Children.Count: > 0 } root) yield return new("mime", Parts(root));
        if (message.Attachments.Count > 0) yield return new("attachments", message.Attachments.Count);
        if (message.Lint.Count > 0) yield return new("checks", message.Lint.Count(finding => finding.Severity != "info"));
        if (message.SessionId is not null) yield return new("session", 0);
    }

    private static int Parts(PartDto part) => 1 + part.Children.Sum(Parts);
}

/// <param name="Name">As in <c>?tab=</c>.</param>
/// <param name="Count">Shown beside the name when it is not 0.</param>
internal sealed record MessageTab(string Name, int Count);
