using MailSink.Messages;

namespace MailSink.Pages;

/// <param name="Message">Null makes the template that scripts fill.</param>
/// <param name="Open">Id of the opened message, or null.</param>
/// <param name="Query">Query string that links keep.</param>
internal sealed record MessageRowView(MessageSummary? Message, string? Open, string Query)
{
    /// <summary>The row that scripts clone.</summary>
    public static MessageRowView Empty { get; } = new(null, null, "");

    /// <summary>Name or address of the sender, of the envelope where the header has none; "" when nobody is named.</summary>
    public string Sender => Message switch
    {
        null => "",
        { From: { } from, EnvelopeFrom: null } => from.Name.Length > 0 ? from.Name : from.Address,
        _ => Message.EnvelopeFrom ?? "",
    };

    /// <summary>The first recipient, or all as the envelope has them; "" when nobody is named.</summary>
    public string Recipient => Message switch
    {
        { EnvelopeTo: { } all } => all,
        { To: [{ } first, ..] } => first.Address,
        _ => "",
    };
}
