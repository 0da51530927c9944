using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MailSink.Smtp.Tests;

/// <summary>
/// A conversation in a file. Each line begins with what it is:
/// <c>@ name=value</c> option · <c>C: line</c> the client sends, with CRLF · <c>C&lt; octets</c> without ·
/// <c>C! octets</c> before the server has said anything · <c>C.</c> the client closes ·
/// <c>S: text</c> the server's line, <c>*</c> for anything · <c>S+ ddd</c> a reply of any length with that code · <c>S~ text</c> one of any
/// length that has this line · <c>S.</c> the server closes ·
/// <c>M: from to,to</c> a message is stored, <c>M&lt; octets</c> and so it reads, <c>M- bodyParameter</c> ·
/// <c>F: ids</c> exactly these findings, <c>Fw: ids</c> and these when all is sent in one write · <c>#</c> comment ·
/// <c>T: name</c> the client begins TLS and asks for that server, <c>-</c> for none, with a certificate when <c>name +certificate</c>.
/// <c>H: from to,to</c> a message is held for others, <c>Q: status n</c> what ETRN starts, <c>Q: Behind</c> nobody can tell what waits ·
/// <c>T.</c> the client waits for the replies even where all is sent in one write ·
/// <c>@ InOneWrite</c>: what each line sends comes in one write, since cut up it means something else ·
/// <c>R: rule</c> a <see cref="ScriptedFault"/>, named r1, r2, … · <c>E: text</c> what the transcript says of the faults injected, in order ·
/// <c>O: status</c> what the commits come to, <c>O&lt; octets</c> the largest message there is room for ·
/// <c>W: ms</c> how long they make it last.
/// </summary>
internal sealed class Script
{
    public required string Name { get; init; }

    public required SmtpOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    public List<ExpectedMessage> Messages { get; } = [];

    public HashSet<string>? Findings { get; private set; }

    public HashSet<string> FindingsOfWhole { get; } = [];

    public CommitStatus Outcome { get; private set; }

    /// <summary>Octets of the largest message the host has room for.</summary>
    public long Room { get; private set; } = long.MaxValue;

    /// <summary>The mail that waits, or null.</summary>
    public MemoryQueue? Queue { get; private set; }

    /// <summary>What a line sends must not be cut up.</summary>
    public bool InOneWrite { get; private init; }

    /// <summary>What the client sends before the server has said anything.</summary>
    public string Early { get; private set; } = "";

    /// <summary>The fault rules.</summary>
    public List<string> FaultRules { get; } = [];

    /// <summary>What the transcript says of faults, in order.</summary>
    public List<string> Faulted { get; } = [];

    /// <summary>How long the faults make the session last, when the script says so.</summary>
    public TimeSpan? Lasts { get; private set; }

    public bool ClientCloses => Steps.Any(step => step.Kind == StepKind.ClientCloses);

    public static Script Load(string path)
    {
        var steps = new List<Step>();
        var script = new Script
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Options = ReadOptions(File.ReadLines(path)),
            Time = ReadTime(File.ReadLines(path)),
            Steps = steps,
            InOneWrite = File.ReadLines(path).Contains("@ InOneWrite"),
        };
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0 || line[0] is '#' or '@') continue;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            script.Take(steps, space < 0 ? line : line[..space], space < 0 ? "" : line[(space + 1)..]);
        }

        return script;
    }

    private void Take(List<Step> steps, string what, string text)
    {
        switch (what)
        {
            case "C:": steps.Add(new Step(StepKind.Send, Escaped.Decode(text) + "\r\n")); break;
            case "C!": Early += Escaped.Decode(text); break;
            case "C<": steps.Add(new Step(StepKind.Send, Escaped.Decode(text))); break;
            case "C.": steps.Add(new Step(StepKind.ClientCloses, "")); break;
            case "T:": steps.Add(new Step(StepKind.StartsTls, text)); break;
            case "T.": steps.Add(new Step(StepKind.Waits, "")); break;
            case "S:": steps.Add(new Step(StepKind.Line, text)); break;
            case "S+": steps.Add(new Step(StepKind.Reply, text)); break;
            case "S~": steps.Add(new Step(StepKind.ReplyWith, text)); break;
            case "S.": steps.Add(new Step(StepKind.ServerCloses, "")); break;
            case "M:": Messages.Add(new ExpectedMessage(text)); break;
            case "M<": Messages[^1].Content = (Messages[^1].Content ?? "") + Escaped.Decode(text); break;
            case "F:": Findings = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)]; break;
            case "Fw:": FindingsOfWhole.UnionWith(text.Split(' ')); break;
            case "R:": FaultRules.Add(text); break;
            case "E:": Faulted.Add(text); break;
            case "W:": Lasts = TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture)); break;
            case "H:": (Queue ??= new MemoryQueue()).Add(text.Split(' ')[0].Trim('<', '>'), text.Split(' ')[1].Split(',')); break;
            case "Q:" when text == "Behind": (Queue ??= new MemoryQueue()).IsBehind = true; break;
            case "Q:": (Queue ??= new MemoryQueue()).Start = new(Enum.Parse<QueueStartStatus>(text.Split(' ')[0]), long.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture)); break;
            case "O<": Room = long.Parse(text, CultureInfo.InvariantCulture); break;
            case "O:": Outcome = Enum.Parse<CommitStatus>(text); break;
            default: throw new FormatException($"{Name}: {what}");
        }
    }

    private static SmtpOptions ReadOptions(IEnumerable<string> lines)
    {
        var options = new SmtpOptions { HostName = "sink.test" };
        var users = new List<SmtpUser>();
        foreach (var line in lines.Where(line => line.StartsWith('@')))
        {
            var (name, value) = (line[1..].Split('=')[0].Trim(), line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());
            var number = int.TryParse(value, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            options = name switch
            {
                "Strict" => options with { Strict = true },
                "Tls" => options with { Tls = TestTls.Settings(value) },
                "OriginFrom" => options with { OriginFrom = [System.Net.IPNetwork.Parse(value)] },
                "InOneWrite" => options,
                "TellsMailboxes" => options with { TellsMailboxes = true },
                "Lmtp" => options with { IsLmtp = true },
                "SilentLastWithoutRecipient" => options with { SilentLastWithoutRecipient = true },
                "BareNewlines" => options with { BareNewlines = Enum.Parse<BareNewlines>(value) },
                "ShowSecrets" => options with { ShowSecrets = true },
                "MaxMessageSize" => options with { MaxMessageSize = number },
                "MaxRecipients" => options with { MaxRecipients = number },
                "MaxErrors" => options with { MaxErrors = number },
                "MaxLineBeforeClose" => options with { MaxLineBeforeClose = number },
                "RequireAuth" => options with { RequireAuth = true },
                "AuthMechanisms" => options with { AuthMechanisms = value.Split(' ') },
                "AuthLegacyLine" => options with { AuthLegacyLine = true },
                "User" => options with { Users = new SmtpUsers([.. users, AddUser(users, value)]) },
                "HostName" => options with { HostName = value },
                "Nonce" => options with { NewNonce = () => value },
                "Time" => options,
                "IsSubmission" => options with { IsSubmission = true },
                "MaxMails" => options with { MaxMails = number },
                "MaxRecipientDomains" => options with { MaxRecipientDomains = number },
                "MinDeliverBy" => options with { MinDeliverBy = number },
                "RefusedSolicitations" => options with { RefusedSolicitations = value.Split(',') },
                "Enabled" => options with { EnabledExtensions = value.Split(',').ToHashSet() },
                "Disabled" => options with { DisabledExtensions = value.Split(',').ToHashSet() },
                _ => throw new FormatException(line),
            };
        }

        return options;
    }

    private static SmtpUser AddUser(List<SmtpUser> users, string value)
    {
        var parts = value.Split(':', 3);
        var domains = parts.Length > 2 ? parts[2].Split(',') : [];
        users.Add(SmtpUser.Create(parts[0], parts[1], domains) ?? throw new FormatException(value));
        return users[^1];
    }

    /// <summary>The clock stands still where a script names the second since 1970 it begins in.</summary>
    private static TimeProvider ReadTime(IEnumerable<string> lines)
    {
        if (lines.FirstOrDefault(line => line.StartsWith("@ Time=", StringComparison.Ordinal)) is not { } line) return TimeProvider.System;
        var time = new ManualTime();
        time.Pass(TimeSpan.FromSeconds(long.Parse(line[7..], CultureInfo.InvariantCulture)));
        return time;
    }
}

internal enum StepKind
{
    Send,
    ClientCloses,
    StartsTls,
    Waits,
    Line,
    Reply,
    ReplyWith,
    ServerCloses,
}

internal sealed record Step(StepKind Kind, string Text)
{
    /// <summary>Takes what this step expects from the server's text.</summary>
    /// <returns>What is left.</returns>
    public string Match(string text)
    {
        if (Kind == StepKind.Line)
        {
            var (line, rest) = Cut(text);
            var pattern = "^" + Regex.Escape(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Text))).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
            if (!Regex.IsMatch(line, pattern)) Assert.Fail($"expected '{Text}', came '{line}'");
            return rest;
        }

        var found = false;
        while (true)
        {
            var (line, rest) = Cut(text);
            if (!line.StartsWith(Text.AsSpan(0, 3), StringComparison.Ordinal)) Assert.Fail($"expected a reply {Text}, came '{line}'");
            found |= Kind == StepKind.Reply || line.Length > 3 && line[4..] == Text[4..];
            text = rest;
            if (line.Length > 3 && line[3] == '-') continue;
            if (!found) Assert.Fail($"expected '{Text}' within the reply that ends '{line}'");
            return rest;
        }
    }

    private (string Line, string After) Cut(string text)
    {
        var end = text.IndexOf("\r\n", StringComparison.Ordinal);
        if (end < 0) Assert.Fail($"expected '{Text}', came nothing more: '{text}'");
        return (text[..end], text[(end + 2)..]);
    }
}

internal sealed class ExpectedMessage(string envelope)
{
    public string? Content { get; set; }

    public void Verify(StoredMessage message)
    {
        var recipients = string.Join(',', message.Envelope.Recipients.Select(recipient => recipient.Address));
        Assert.Equal(envelope, $"<{message.Envelope.ReversePath}> {recipients}".Trim());
        if (Content is not null) Assert.Equal(Content, message.Text);
    }
}
