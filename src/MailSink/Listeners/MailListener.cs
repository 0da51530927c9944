using MailSink.Smtp;

namespace MailSink.Listeners;

/// <summary>A mail listener at work.</summary>
/// <param name="Spec">As the operator has it.</param>
/// <param name="Engine">The engine's knobs on it.</param>
internal sealed record MailListener(ListenerSpec Spec, SmtpOptions Engine);
