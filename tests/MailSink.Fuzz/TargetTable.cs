using MailSink.Fuzz.Sink;
using MailSink.Fuzz.Targets;

namespace MailSink.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
internal static class TargetTable
{
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. EngineTargets.All, .. SinkTargets.All];

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
