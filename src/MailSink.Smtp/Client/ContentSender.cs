using System.Buffers;

namespace MailSink.Smtp;

/// <summary>Carries one message's octets to the other side, by DATA or by BDAT, with one buffer or two of memory.</summary>
internal sealed class ContentSender(SmtpClientSession session, OutboundMessage message)
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>All octets were sent; the last reply answers for the message.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Sends the content behind 354 and reads the reply to its end.</summary>
    public async ValueTask<ClientAnswer> SendDottedAsync(CancellationToken cancellationToken)
    {
        var read = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var stuffed = ArrayPool<byte>.Shared.Rent(DotWriter.Bound(ChunkSize));
        try
        {
            var dots = new DotWriter();
            var sent = 0L;
            await using (var content = await message.OpenContent(cancellationToken))
            {
                int length;
                while ((length = await content.ReadAsync(read.AsMemory(0, ChunkSize), cancellationToken)) > 0)
                {
                    var written = dots.Write(read.AsSpan(0, length), stuffed);
                    sent += written;
                    if (!await session.Door.SendContentAsync(stuffed.AsMemory(0, written))) break;
                }
            }

            return await EndAsync(stuffed, dots.End(stuffed), sent);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            // Without its dot the message is incomplete for the other side too, and is dropped there.
            return session.Break(ClientFault.ContentLost, SessionEnd.Client);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(read);
            ArrayPool<byte>.Shared.Return(stuffed);
        }
    }

    /// <summary>The message nobody wanted: the dot alone.</summary>
    public ValueTask<ClientAnswer> SendNothingAsync()
    {
        var end = ".\r\n"u8.ToArray();
        return EndAsync(end, end.Length, 0);
    }

    /// <summary>Sends the content in chunks (RFC 3030) and reads the reply to each.</summary>
    /// <returns>The reply to the last, or to the one that was refused.</returns>
    public async ValueTask<ClientAnswer> SendChunksAsync(CancellationToken cancellationToken)
    {
        var (current, next) = (ArrayPool<byte>.Shared.Rent(ChunkSize), ArrayPool<byte>.Shared.Rent(ChunkSize));
        try
        {
            await using var content = await message.OpenContent(cancellationToken);
            var length = await FillAsync(content, current, cancellationToken);
            while (true)
            {
                // Reading one chunk ahead tells which is the last.
                var following = length < ChunkSize ? 0 : await FillAsync(content, next, cancellationToken);
                IsComplete = following == 0;
                var answer = await SendChunkAsync(current.AsMemory(0, length), IsComplete);
                if (IsComplete || answer.Reply is null) return answer;
                if (!answer.IsPositive) return await GiveUpAsync(answer);
                (current, next, length) = (next, current, following);
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            return session.Break(ClientFault.ContentLost, SessionEnd.Client);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private async ValueTask<ClientAnswer> SendChunkAsync(ReadOnlyMemory<byte> chunk, bool isLast)
    {
        session.Door.SendCommand($"BDAT {chunk.Length}{(isLast ? " LAST" : "")}", "BDAT");
        if (!await session.Door.SendContentAsync(chunk)) return session.Break(ClientFault.Lost, SessionEnd.Server);
        if (chunk.Length > 0) session.Door.RecordContent(chunk.Length);
        return await session.ReadReplyAsync("BDAT", isLast ? session.Options.DeliveryTimeout : session.Options.CommandTimeout);
    }

    /// <summary>RFC 3030 section 2: after a chunk that was refused the state is indeterminate until RSET.</summary>
    private async ValueTask<ClientAnswer> GiveUpAsync(ClientAnswer refusal)
    {
        await session.CommandAsync("RSET", "RSET", session.Options.CommandTimeout);
        return refusal;
    }

    private async ValueTask<ClientAnswer> EndAsync(byte[] end, int length, long sent)
    {
        var isThere = await session.Door.SendContentAsync(end.AsMemory(0, length));
        session.Door.RecordContent(sent + length);
        // A server that closed early may have said why.
        return await session.ReadReplyAsync("DATA", isThere ? session.Options.DeliveryTimeout : session.Options.QuitTimeout);
    }

    private static async ValueTask<int> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        await content.ReadAtLeastAsync(buffer.AsMemory(0, ChunkSize), ChunkSize, throwOnEndOfStream: false, cancellationToken);
}
