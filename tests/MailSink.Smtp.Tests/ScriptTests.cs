using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>Every script, sent in one write, line by line, and octet by octet.</summary>
public sealed class ScriptTests
{
    /// <summary>Findings that depend on what was sent before a reply, and so on the way of sending.</summary>
    private static readonly string[] OfTiming = ["S08", "S09"];

    internal static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scripts");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.smtp").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sent_in_one_write(string name)
    {
        var script = Load(name);
        var host = await SendWholeAsync(script);
        VerifyStore(script, host);
        if (script.Findings is { } expected)
        {
            if (script.FindingsOfWhole.Count > 0)
                Assert.Equal(expected.Union(script.FindingsOfWhole).Order(), Ids(script, host).Order());
            else
                Assert.Equal(expected.Order(), Ids(script, host).Except(OfTiming).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Sent_line_by_line(string name) => SendStepwiseAsync(Load(name), text => [text]);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Sent_octet_by_octet(string name) => SendStepwiseAsync(Load(name), text => text.Select(octet => octet.ToString()));

    internal static Script Load(string name) => Script.Load(Path.Combine(Folder, name + ".smtp"));

    internal static async Task<MemoryHost> SendWholeAsync(Script script)
    {
        var connection = Connect(script);
        var text = new StringBuilder();
        foreach (var step in script.Steps)
        {
            if (step.Kind == StepKind.Send) text.Append(step.Text);
            if (step.Kind is not (StepKind.StartsTls or StepKind.Waits)) continue;
            await connection.SendAsync(text.ToString());
            if (step.Kind == StepKind.StartsTls) await connection.StartTlsAsync(step.Text);
            text.Clear();
        }

        await connection.SendAsync(text.ToString());
        await connection.CloseAsync();
        var said = connection.Take();
        foreach (var step in script.Steps)
            if (step.Kind is StepKind.Line or StepKind.Reply or StepKind.ReplyWith) said = step.Match(said);
        Assert.Equal("", said);
        return connection.Host;
    }

    private static Connection Connect(Script script) => new(
        new MemoryHost
        {
            Outcome = script.Outcome,
            Room = script.Room,
            BlockSize = 16,
            Queue = script.Queue,
            Faults = [.. script.FaultRules.Select((rule, i) => ScriptedFault.Parse($"r{i + 1}", rule))],
        },
        script.Options, script.FaultRules.Count > 0 ? new InstantTime() : script.Time, early: script.Early);

    private static async Task SendStepwiseAsync(Script script, Func<string, IEnumerable<string>> split)
    {
        var connection = Connect(script);
        var said = "";
        foreach (var step in script.Steps)
        {
            switch (step.Kind)
            {
                case StepKind.Send:
                    Assert.Equal("", said);
                    foreach (var part in script.InOneWrite ? [step.Text] : split(step.Text)) await connection.SendAsync(part);
                    break;
                case StepKind.Waits:
                    break;
                case StepKind.StartsTls:
                    Assert.Equal("", said);
                    await connection.StartTlsAsync(step.Text);
                    break;
                case StepKind.ClientCloses:
                    await connection.CloseAsync();
                    break;
                case StepKind.ServerCloses:
                    await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                    break;
                default:
                    said = step.Match(said + connection.Take());
                    break;
            }
        }

        await connection.CloseAsync();
        Assert.Equal("", said + connection.Take());
        VerifyStore(script, connection.Host);
        if (script.Findings is { } expected) Assert.Equal(expected.Order(), Ids(script, connection.Host).Order());
    }

    private static void VerifyStore(Script script, MemoryHost host)
    {
        Assert.Equal(script.Messages.Count, host.Messages.Count);
        for (var i = 0; i < script.Messages.Count; i++) script.Messages[i].Verify(host.Messages[i]);
        Assert.Equal(0, host.OpenContents);
        Assert.NotNull(host.Ended);
        if (script.FaultRules.Count == 0) return;
        Assert.Equal(script.Faulted, host.Lines.Where(line => line.Note == "fault").Select(line => line.Text));
        if (script.Lasts is { } time) Assert.Equal(time, host.Lines[^1].At);
    }

    /// <summary>The harness closes without QUIT where a script has ended: only a script that closes itself is told of it.</summary>
    private static IEnumerable<string> Ids(Script script, MemoryHost host) =>
        host.Findings.Select(finding => finding.Id).Distinct().Where(id => id != "S15" || script.ClientCloses);
}
