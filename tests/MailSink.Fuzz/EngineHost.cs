using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz;

/// <summary>Keeps what a session gives, and checks its promises as they are made.</summary>
internal sealed class EngineHost : ISmtpHost, ISessionHost
{
    private int openContents;

    public List<(LineSource Source, string Text, string? ReplyId)> Lines { get; } = [];

    public List<byte[]> Messages { get; } = [];

    public SessionEnd? Ended { get; private set; }

    public IHeldMail? Queue => null;

    public string SessionId => "s";

    public FaultStages FaultStages => default;

    public int OpenContents => openContents;

    public Fault? Decide(in FaultQuestion question) => null;

    public ValueTask<IReadOnlyList<KnownMailbox>?> FindMailboxesAsync(MailboxQuestion question, int most) =>
        new([new("Bob Example", "bob@example.com"), new("", "bob@example.org")]);

    public void Refused(FaultStages stage, Envelope? envelope, string what, ReplyRow refusal)
    {
    }

    public bool HasRoom(long octets) => octets <= int.MaxValue;

    public ISessionHost Open(SessionStatus status) => this;

    public void Record(in TranscriptLine line)
    {
        if (Ended is not null) throw new FuzzFailure("a line is recorded after the close");
        if (line.Number != Lines.Count + 1) throw new FuzzFailure($"line {line.Number} follows {Lines.Count}");
        var text = Encoding.Latin1.GetString(line.Text);
        if (line.IsTableText && (!ReplyTable.TryGetText(line.ReplyId!, out var table) || table != text))
            throw new FuzzFailure($"'{text}' is not the text of {line.ReplyId}");
        Lines.Add((line.Source, text, line.ReplyId));
    }

    public void Report(Finding finding)
    {
        if (LintTable.FindById(finding.Id) is null) throw new FuzzFailure($"{finding.Id} is not in the catalogue");
    }

    public ValueTask<IMessageContent> OpenContentAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        openContents++;
        return new(new Content(this));
    }

    public void Close(SessionEnd reason) => Ended = Ended is null ? reason : throw new FuzzFailure("closed twice");

    private sealed class Content(EngineHost host) : IMessageContent
    {
        private const int BlockSize = 13;

        private readonly MemoryStream stored = new();
        private readonly byte[] block = new byte[BlockSize];
        private int filled;
        private bool closed;

        public long Length { get; private set; }

        public Memory<byte> GetMemory() => filled < BlockSize ? block.AsMemory(filled) : throw new FuzzFailure("the block is full: flush first");

        public bool Advance(int octets)
        {
            filled += octets;
            Length += octets;
            return filled == BlockSize;
        }

        public ValueTask FlushAsync(CancellationToken cancellationToken)
        {
            stored.Write(block, 0, filled);
            filled = 0;
            return default;
        }

        public async ValueTask<CommitResult> CommitAsync(Envelope envelope, CancellationToken cancellationToken)
        {
            await FlushAsync(cancellationToken);
            Shut();
            host.Messages.Add(stored.ToArray());
            return new(CommitStatus.Stored, $"m{host.Messages.Count}");
        }

        public ValueTask DisposeAsync()
        {
            Shut();
            return default;
        }

        private void Shut()
        {
            if (!closed) host.openContents--;
            closed = true;
        }
    }
}
