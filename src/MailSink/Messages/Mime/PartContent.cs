using System.Buffers;
using MimeKit.Encodings;
using MimeKit.IO.Filters;

namespace MailSink.Messages.Mime;

/// <summary>Decodes one part straight from a message's octets, block by block.</summary>
internal static class PartContent
{
    private const int BlockSize = 64 * 1024;

    /// <param name="raw">The message; can seek.</param>
    /// <param name="part">A leaf, or a container, whose octets come as they stand.</param>
    /// <param name="destination">Takes <see cref="MimeNode.Size"/> octets.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task CopyAsync(Stream raw, MimeNode part, Stream destination, CancellationToken cancellationToken)
    {
        var decoder = part.Children.Count > 0 ? null : Decoder(part.Encoding);
        var input = ArrayPool<byte>.Shared.Rent(BlockSize);
        var output = decoder is null ? [] : ArrayPool<byte>.Shared.Rent(decoder.EstimateOutputLength(BlockSize));
        try
        {
            raw.Position = part.Start;
            for (var left = part.End - part.Start; left > 0;)
            {
                var read = await raw.ReadAsync(input.AsMemory(0, (int)Math.Min(left, BlockSize)), cancellationToken);
                if (read == 0) break;
                left -= read;
                var count = decoder?.Decode(input, 0, read, output) ?? read;
                await destination.WriteAsync((decoder is null ? input : output).AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            if (decoder is not null) ArrayPool<byte>.Shared.Return(output);
        }
    }

    /// <summary>The first decoded octets, to tell what they are.</summary>
    public static byte[] Head(Stream raw, MimeNode part, int count)
    {
        var input = new byte[(int)Math.Min(part.End - part.Start, 4 * count)];
        raw.Position = part.Start;
        var read = raw.ReadAtLeast(input, input.Length, throwOnEndOfStream: false);
        if (Decoder(part.Encoding) is not { } decoder) return input[..Math.Min(read, count)];
        var output = new byte[decoder.EstimateOutputLength(read)];
        var decoded = decoder.Decode(input, 0, read, output);
        return output[..Math.Min(decoded, count)];
    }

    /// <summary>Null where the octets stand for themselves.</summary>
    public static IMimeDecoder? Decoder(string? encoding) => encoding is null or "7bit" or "8bit" or "binary"
        ? null
        : (DecoderFilter.Create(encoding) as DecoderFilter)?.Decoder;
}
