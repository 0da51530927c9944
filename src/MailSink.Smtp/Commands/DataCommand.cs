namespace MailSink.Smtp;

internal sealed class DataCommand : Command
{
    public override CommandRow Row { get; } = new(
        "DATA", "DATA", [Phase.Recipient],
        new("Asks to send the message; it ends with a line that holds a single dot.", "请求发送邮件内容；以只含一个点的行结束。"),
        new("The server answers 354, then the client sends header, empty line and body. A line that begins with a dot gets a second dot in front "
            + "(dot-stuffing). Only CRLF.CRLF ends the message; 250 after it means that the server has taken responsibility.",
            "服务器先回答 354，然后客户端发送邮件头、空行和正文。以点开头的行要再加一个点（点填充）。只有 CRLF.CRLF 结束邮件；之后的 250 表示服务器已承担责任。"),
        [250, 354, 451, 452, 501, 503, 552, 554], "RFC 5321 §4.1.1.4");

    public override bool AsksForFaults => true;

    public override TransactionRole Role => TransactionRole.Delivers;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var open = session.Transaction!;
        if (open.Envelope.IsBinary)
        {
            // RFC 3030 section 3: "a 503 "Bad sequence of commands" response MUST be sent. The resulting state ... is indeterminate".
            session.Findings.Report(ContentLint.BinaryByData, "DATA after BODY=BINARYMIME");
            session.Status.Phase = Phase.ChunkingFailed;
            return Replies.BinaryByData;
        }

        if (session.Faults.Asks(FaultStages.Data) && session.Faults.Judge(this, argument) is { Row: not null } injected)
        {
            await session.EndTransactionAsync();
            return injected;
        }

        open.Envelope.Via = ContentVia.Data;
        session.Status.Phase = Phase.Data;
        // Not by EndsGroup: behind the final dot the next group may follow at once (RFC 2920 section 3.1), before 354 nothing may.
        if (session.Conversation.HasMore) session.Findings.Report(SessionLint.DataTooEarly, "more was sent before 354");
        await session.Faults.BeginContentAsync(Replies.StartData);
        var reply = session.IsEnding ? Reply.None : await ReceiveAsync(session, open);
        await session.EndTransactionAsync();
        return reply;
    }

    private static async ValueTask<Reply> ReceiveAsync(SmtpSession session, Transaction open)
    {
        var content = await Delivery.OpenAsync(session, open);
        var heard = await session.Conversation.ReadDottedAsync(content);
        return heard == Heard.Line ? await Delivery.FinishAsync(session, open, content) : session.BreakOff(heard);
    }

    public override ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Status.Phase != Phase.Chunking) return new(session.WrongPhase(this));
        // RFC 3030 section 2: mixing DATA and BDAT in one transaction leaves it in a state only RSET can leave.
        session.Findings.WrongPhase(this, Phase.Chunking);
        session.Status.Phase = Phase.ChunkingFailed;
        return new(Replies.DataAfterChunks);
    }
}
