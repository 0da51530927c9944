namespace MailSink.Benchmarks.Load;

/// <summary>The server did not take what the load consists of: the round is worth nothing and the run says why.</summary>
internal sealed class SmtpRefusedException(string reply) : Exception($"the server answered: {reply}");
