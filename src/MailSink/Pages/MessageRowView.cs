using MailSink.Messages;

namespace MailSink.Pages;

/// <param name="Message">Null makes the template that scripts fill.</param>
/// <param name="Open">Id of the opened message, or null.</param>
/// <param name="Query">Query string that links keep.</param>
internal sealed record MessageRowView(MessageSummary? Message, string? Open, string Query)
{
    /// <summary>The row that scripts clone.</summary>
    public static MessageRowView Empty { get; } = new(null, null, "");
}
