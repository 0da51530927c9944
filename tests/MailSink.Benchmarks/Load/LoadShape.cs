namespace MailSink.Benchmarks.Load;

/// <summary>What a round of load is made of.</summary>
/// <param name="Mode">How commands are put on the wire.</param>
/// <param name="Octets">Size of one message: header and body, before dot-stuffing, without the final dot.</param>
/// <param name="Sessions">Connections at once.</param>
internal sealed record LoadShape(LoadMode Mode, int Octets, int Sessions);

/// <summary>Where a round ends, whichever comes first. A message that was begun is finished and counted.</summary>
/// <param name="Time">From the moment all sessions are ready.</param>
/// <param name="Messages">Of all sessions together.</param>
/// <param name="Until">Ends the round from outside.</param>
internal readonly record struct LoadLimit(TimeSpan Time, long Messages, CancellationToken Until = default);
