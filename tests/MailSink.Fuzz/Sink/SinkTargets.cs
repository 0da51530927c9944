namespace MailSink.Fuzz.Sink;

/// <summary>What is fuzzed of the program around the engine.</summary>
internal static class SinkTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
        [new ProxyTarget(), new MimeTarget(), new HeaderTarget(), new DkimTarget(), new MagicTarget()];
}
