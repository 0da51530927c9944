using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>A host that keeps everything in memory, for one session.</summary>
internal sealed class MemoryHost : ISmtpHost, ISessionHost
{
    public List<RecordedLine> Lines { get; } = [];

    public List<Finding> Findings { get; } = [];

    public List<StoredMessage> Messages { get; } = [];

    /// <summary>Contents opened and neither committed nor disposed.</summary>
    public int OpenContents { get; set; }

    public SessionEnd? Ended { get; private set; }

    /// <summary>What the next commits come to.</summary>
    public CommitStatus Outcome { get; set; } = CommitStatus.Stored;

    /// <summary>Awaited by every commit, when set.</summary>
    public Task? CommitGate { get; set; }

    /// <summary>Octets of a content block; small ones test the borders.</summary>
    public int BlockSize { get; set; } = 4096;

    /// <summary>Throw the octets away, for tests that send very many.</summary>
    public bool Discards { get; set; }

    /// <summary>Flushes asked for by full blocks.</summary>
    public int Flushes { get; set; }

    /// <summary>Decides what becomes of a message for its recipients, as a rule would.</summary>
    public Action<Envelope>? Outcomes { get; set; }

    /// <summary>What is to go wrong; the first that fits acts.</summary>
    public IReadOnlyList<ScriptedFault> Faults { get; set; } = [];

    public FaultStages FaultStages => Faults.Aggregate(FaultStages.None, (all, fault) => all | fault.Stage);

    /// <summary>The mail that waits; null for a host that holds none.</summary>
    public MemoryQueue? Queue { get; set; }

    IHeldMail? ISessionHost.Queue => Queue;

    public string SessionId => "s1";

    public string Transcript => string.Join('\n', Lines.Select(line => line.Text));

    public ISessionHost Open(SessionStatus status) => this;

    public void Record(in TranscriptLine line)
    {
        if (Ended is not null) throw new InvalidOperationException("a line after the close");
        if (line.Number != Lines.Count + 1) throw new InvalidOperationException($"line {line.Number} after {Lines.Count}");
        var text = Encoding.Latin1.GetString(line.Text);
        if (line.IsTableText && (!ReplyTable.TryGetText(line.ReplyId!, out var table) || table != text))
            throw new InvalidOperationException($"'{text}' is not the text of {line.ReplyId}");
        if (line.Source == LineSource.Event && EventTable.In("zh", line.Note, text) is null)
            throw new InvalidOperationException($"the event '{line.Note}: {text}' has no Chinese");
        Lines.Add(new RecordedLine(line.Source, text, line.Octets, line.Command, line.ReplyId, line.Note, line.RuleId, line.At));
    }

    public void Report(Finding finding)
    {
        if (LintTable.FindById(finding.Id) is null) throw new InvalidOperationException($"{finding.Id} is not in the catalogue");
        Findings.Add(finding);
    }

    public Fault? Decide(in FaultQuestion question)
    {
        if ((FaultStages & question.Stage) == 0) throw new InvalidOperationException($"asked at {question.Stage}");
        foreach (var fault in Faults)
            if (fault.Answer(question) is { } decided) return decided;
        return null;
    }

    /// <summary>Octets of the largest message there is room for.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>What the engine refused by itself.</summary>
    public List<string> Refusals { get; } = [];

    public void Refused(FaultStages stage, Envelope? envelope, string what, ReplyRow refusal) =>
        Refusals.Add($"{stage} <{envelope?.ReversePath}> {what} {refusal.Code}");

    public bool HasRoom(long octets) => octets <= Room;

    public ValueTask<IMessageContent> OpenContentAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        OpenContents++;
        Outcomes?.Invoke(envelope);
        return new(new MemoryContent(this));
    }

    /// <summary>What VRFY and EXPN may tell of; null when it cannot be told now.</summary>
    public IReadOnlyList<KnownMailbox>? Mailboxes { get; set; } =
    [
        new("Bob Example", "bob@example.com"), new("", "bob@example.org"), new("", "Carol@example.com"), new("Jürgen", "juergen@example.net"), new("", "收件人@例子.测试"),
    ];

    public ValueTask<IReadOnlyList<KnownMailbox>?> FindMailboxesAsync(MailboxQuestion question, int most) => new(Mailboxes?.Where(mailbox =>
    {
        var parts = mailbox.Address.Split('@');
        return (question.LocalPart.Length == 0 || parts[0].Equals(question.LocalPart, StringComparison.OrdinalIgnoreCase))
            && (question.Domain.Length == 0 || parts[1].Equals(question.Domain, StringComparison.OrdinalIgnoreCase));
    }).Take(most).ToList());

    public void Close(SessionEnd reason) => Ended = reason;
}

internal sealed record RecordedLine(LineSource Source, string Text, long Octets, string? Command, string? ReplyId, string? Note, string? RuleId, TimeSpan At);

internal sealed record StoredMessage(Envelope Envelope, byte[] Octets)
{
    public string Text => Encoding.Latin1.GetString(Octets);
}

internal sealed class MemoryContent(MemoryHost host) : IMessageContent
{
    private readonly MemoryStream stored = new();
    private readonly byte[] block = new byte[host.BlockSize];
    private int filled;
    private bool closed;

    public long Length { get; private set; }

    public Memory<byte> GetMemory() =>
        filled < block.Length ? block.AsMemory(filled) : throw new InvalidOperationException("the block is full: flush first");

    public bool Advance(int octets)
    {
        filled += octets;
        Length += octets;
        return filled == block.Length;
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (!host.Discards) stored.Write(block, 0, filled);
        filled = 0;
        host.Flushes++;
        return default;
    }

    public async ValueTask<CommitResult> CommitAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        if (host.CommitGate is { } gate) await gate;
        await FlushAsync(cancellationToken);
        if (host.Outcome != CommitStatus.Stored) return new(host.Outcome, null);
        Shut();
        host.Messages.Add(new StoredMessage(envelope, stored.ToArray()));
        return new(CommitStatus.Stored, $"m{host.Messages.Count}");
    }

    public ValueTask DisposeAsync()
    {
        Shut();
        return default;
    }

    private void Shut()
    {
        if (!closed) host.OpenContents--;
        closed = true;
    }
}
