using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 3030: BDAT sends counted octets, without dots and without a search for the end.</summary>
internal sealed class ChunkingExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "CHUNKING", "CHUNKING", [], [], ["BDAT"],
        new("The message may be sent in counted chunks with BDAT.", "可以用 BDAT 以计数的数据块发送邮件。"),
        new("BDAT names the size of one chunk; LAST marks the final one. Nothing is stuffed or searched, so any octets may pass.",
            "BDAT 给出一个数据块的大小，LAST 标记最后一块。不做点填充也不搜索结尾，因此任何字节都能通过。"),
        "RFC 3030");

    public override IReadOnlyList<Command> Commands { get; } = [new BdatCommand()];
}

internal sealed class BdatCommand : Command
{
    private const int SmallChunk = 1024;

    public override CommandRow Row { get; } = new(
        "BDAT", "BDAT SP octets [SP LAST]", [Phase.Recipient, Phase.Chunking],
        new("Sends one chunk of the message; its octets follow the line at once.", "发送邮件的一个数据块；字节紧跟在命令行之后。"),
        new("Exactly as many octets as announced belong to the chunk, whatever they are. Each BDAT gets one reply; the one with LAST answers for the message.",
            "数据块恰好包含所声明数量的字节，无论内容是什么。每条 BDAT 得到一个应答；带 LAST 的那条对整封邮件作答。"),
        [250, 421, 451, 452, 501, 503, 552, 554], "RFC 3030 §2");

    public override bool AsksForFaults => true;

    public override LintRow? LintWhenOff => ContentLint.OddChunks;

    public override TransactionRole Role => TransactionRole.Delivers;

    public override Argument Argument => Argument.Optional;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (!TryParse(argument.Span, out var size, out var isLast, out var isClean)) return await LoseStepAsync(session, size);
        if (session.Hello != Hello.Ehlo) session.Findings.Report(ContentLint.OddChunks, "BDAT without EHLO");
        if (!isClean) return await RefuseChunkAsync(session, size, Replies.ChunkSize);
        if (session.Faults.Asks(FaultStages.Chunk) && Judge(session, size) is { Row: not null } injected)
            return await RefuseChunkAsync(session, size, injected);
        var open = session.Transaction!;
        var isFirst = open.Content is null;
        session.Status.Phase = Phase.Chunking;
        open.Envelope.Via = ContentVia.Bdat;
        if (isFirst && isLast && size == 0)
        {
            session.Findings.Report(ContentLint.OddChunks, "BDAT 0 LAST as the only chunk");
            if (session.Options.Strict) return await EndAsync(session, Delivery.Answer(session, Replies.EmptyMessage));
        }

        if (size < SmallChunk && !isLast) open.SmallChunks++;
        var content = open.Content ?? await Delivery.OpenAsync(session, open);
        session.Faults.BeginChunk();
        var heard = await session.Conversation.ReadCountedAsync(size, content);
        if (heard != Heard.Line) return session.BreakOff(heard);
        if (content.TooBig) return await FailAsync(session, open, isLast);
        if (isLast) return await EndAsync(session, await Delivery.FinishAsync(session, open, content));
        return Replies.ChunkOk.With(size.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// RFC 3030 section 2: the octets of a refused BDAT are on their way already, and have to be read and dropped;
    /// taken for commands they would be an injection.
    /// </summary>
    public override async ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument) =>
        TryParse(argument.Span, out var size, out var isLast, out _)
            ? await SwallowAsync(session, size, session.WrongPhase(this), isLast)
            : await LoseStepAsync(session, size);

    /// <summary>
    /// Its octets are coming here too, unless chunks were never on offer, or nothing is: then nobody can tell what the line meant.
    /// </summary>
    public override async ValueTask<Reply> TurnDownAsync(SmtpSession session, ReadOnlyMemory<byte> argument, Reply refusal)
    {
        if (refusal.Row == Replies.SwitchedOff || session.Status.Phase == Phase.Refused) return refusal;
        if (!TryParse(argument.Span, out var size, out var isLast, out _))
        {
            session.Conversation.Send(refusal);
            return LostStep(session);
        }

        return session.Status.Phase is Phase.Recipient or Phase.Chunking
            ? await RefuseChunkAsync(session, size, refusal, isLast)
            : await SwallowAsync(session, size, refusal, isLast);
    }

    private static async ValueTask<Reply> SwallowAsync(SmtpSession session, long size, Reply reply, bool isLast = false)
    {
        var heard = await session.Conversation.ReadCountedAsync(size, content: null);
        if (heard != Heard.Line) return session.BreakOff(heard);
        return isLast ? Delivery.Answer(session, reply) : reply;
    }

    private static Reply Judge(SmtpSession session, long size) => session.Faults.Judge(new FaultQuestion
    {
        Stage = FaultStages.Chunk,
        Session = session.Status,
        Envelope = session.Transaction!.Envelope,
        Verb = "BDAT",
        Size = size,
    });

    private static async ValueTask<Reply> RefuseChunkAsync(SmtpSession session, long size, Reply refusal, bool isLast = false)
    {
        var reply = await SwallowAsync(session, size, refusal, isLast);
        if (session.Transaction?.Content is { } content) await content.DisposeAsync();
        session.Status.Phase = Phase.ChunkingFailed;
        return reply;
    }

    private static async ValueTask<Reply> EndAsync(SmtpSession session, Reply reply)
    {
        await session.EndTransactionAsync();
        return reply;
    }

    private static async ValueTask<Reply> FailAsync(SmtpSession session, Transaction open, bool isLast)
    {
        await open.Content!.DisposeAsync();
        Delivery.Tell(session, open, Replies.TooBig);
        session.Status.Phase = Phase.ChunkingFailed;
        return isLast ? Delivery.Answer(session, Replies.TooBig) : Replies.TooBig;
    }

    /// <summary>Without a size nobody can tell where the octets end and the next command begins: the session cannot go on.</summary>
    private static ValueTask<Reply> LoseStepAsync(SmtpSession session, long size)
    {
        session.Conversation.Send(Replies.ChunkSize);
        return new(LostStep(session));
    }

    private static Reply LostStep(SmtpSession session)
    {
        session.End(SessionEnd.Server);
        return Replies.LostStep.With(session.Options.HostName);
    }

    /// <returns>False when there is no size to go by.</returns>
    private static bool TryParse(ReadOnlySpan<byte> argument, out long size, out bool isLast, out bool isClean)
    {
        isLast = isClean = false;
        if (!Utf8Parser.TryParse(argument, out size, out var digits) || size < 0 || argument[0] is (byte)'-' or (byte)'+') return false;
        var rest = argument[digits..];
        if (!rest.IsEmpty && rest[0] != ' ') return false;
        rest = rest.Trim((byte)' ');
        isLast = Ascii.EqualsIgnoreCase(rest, "LAST"u8);
        isClean = isLast || rest.IsEmpty;
        return true;
    }
}
