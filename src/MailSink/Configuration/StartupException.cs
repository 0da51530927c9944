namespace MailSink.Configuration;

/// <summary>
/// The program cannot start for a reason its operator can remove. The message is one whole line for the terminal: it is printed
/// without a stack trace and the exit code is not zero.
/// </summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
