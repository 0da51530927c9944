using System.Globalization;

namespace MailSink.Smtp.Tests;

/// <summary>
/// A fault rule as a script writes it: <c>stage=rcpt recipient=x@y times=1 code=452 enhanced=4.2.2 delay=500 close=reset after=10
/// rate=100 drop split garble=no-code store=true tls text=…</c>; <c>text</c> comes last and takes the rest, <c>\n</c> parts its lines.
/// </summary>
internal sealed class ScriptedFault
{
    private readonly Dictionary<string, string> given = [];
    private readonly Fault fault;
    private int left;

    private ScriptedFault(string name, string text)
    {
        var words = text.Split("text=", 2);
        foreach (var word in words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            given[word.Split('=')[0]] = word.Contains('=', StringComparison.Ordinal) ? word.Split('=', 2)[1] : "true";
        Stage = FaultStageTable.Find(given["stage"])?.Stage ?? throw new FormatException(text);
        left = Number("times", int.MaxValue);
        fault = new Fault(name)
        {
            Reply = given.ContainsKey("code") ? Reply(words.Length > 1 ? Escaped.Decode(words[1]) : null) : null,
            Delay = TimeSpan.FromMilliseconds(Number("delay", 0)),
            Close = given.TryGetValue("close", out var close) ? Enum.Parse<FaultClose>(close, ignoreCase: true) : FaultClose.No,
            AfterOctets = given.ContainsKey("after") ? Number("after", 0) : null,
            OctetsPerSecond = Number("rate", 0),
            DropReply = given.ContainsKey("drop"),
            SplitReply = given.ContainsKey("split"),
            Garble = given.TryGetValue("garble", out var garble) ? GarbleTable.Find(garble)!.Kind : Garble.No,
            Store = given.TryGetValue("store", out var store) ? bool.Parse(store) : null,
            FailTls = given.ContainsKey("tls"),
        };
    }

    public FaultStages Stage { get; }

    public static ScriptedFault Parse(string name, string text) => new(name, text);

    /// <summary>The fault, if the question is the one it waits for.</summary>
    public Fault? Answer(in FaultQuestion question)
    {
        if ((Stage & question.Stage) == 0 || left == 0) return null;
        if (given.TryGetValue("recipient", out var recipient) && recipient != question.Recipient) return null;
        if (given.TryGetValue("sender", out var sender) && sender != question.Envelope?.ReversePath) return null;
        if (given.TryGetValue("user", out var user) && user != question.User) return null;
        if (given.TryGetValue("verb", out var verb) && verb != question.Verb) return null;
        if (given.TryGetValue("over", out _) && question.Size <= Number("over", 0)) return null;
        left--;
        return fault;
    }

    private FaultReply Reply(string? text) =>
        FaultReply.TryCreate(Number("code", 0), given.GetValueOrDefault("enhanced"), text, out var error) ?? throw new FormatException(error);

    private int Number(string name, int otherwise) =>
        given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
