using MailSink.Sessions;

namespace MailSink.Pages;

/// <param name="Session">Null makes the template that scripts fill.</param>
/// <param name="Open">Id of the opened session, or null.</param>
/// <param name="Query">The query string that keeps the list as it is.</param>
internal sealed record SessionRowView(SessionDto? Session, string? Open, string Query);
