using MailSink.Fuzz.Targets;

namespace MailSink.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
internal static class TargetTable
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new ConversationTarget(), new MailTarget("MAIL FROM:"), new MailTarget("RCPT TO:"), new DotTarget(), new ChunkTarget(), new SaslTarget(),
        new PathTarget(), new XtextTarget(), new ReplyTarget(), new TlsHelloTarget(),
    ];

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
