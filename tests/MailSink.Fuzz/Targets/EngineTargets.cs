namespace MailSink.Fuzz.Targets;

/// <summary>What is fuzzed of the engine. Needs nothing but the engine.</summary>
internal static class EngineTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new ConversationTarget(), new MailTarget("MAIL FROM:"), new MailTarget("RCPT TO:"), new DotTarget(), new ChunkTarget(), new SaslTarget(),
        new PathTarget(), new XtextTarget(), new ReplyTarget(), new TlsHelloTarget(), new OriginTarget(),
    ];
}
