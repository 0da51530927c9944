using System.Text;

namespace MailSink.Smtp;

/// <summary>The octets of a reply as a fault wants them. RFC 5321 section 4.2 says what they should be.</summary>
internal static class FaultedReply
{
    private const int LongLine = 4096;

    /// <returns>The lines with their ends.</returns>
    public static IReadOnlyList<byte[]> Render(in Reply reply, Garble garble)
    {
        var row = reply.Row!;
        var first = row.IsFixed ? row.Text : row.Text.Replace("{0}", reply.Argument, StringComparison.Ordinal);
        List<string> texts = [first, .. reply.More ?? []];
        if (garble == Garble.MixedCodes && texts.Count == 1) texts.Add(texts[0]);
        if (garble == Garble.LongLine) texts[0] = texts[0].PadRight(LongLine - row.Prefix.Length - 2, '.');
        return [.. texts.Select((text, i) => Line(row, text, i, texts.Count, garble))];
    }

    private static byte[] Line(ReplyRow row, string text, int number, int count, Garble garble)
    {
        var isLast = number == count - 1;
        var code = garble switch
        {
            Garble.NoCode => "",
            Garble.FirstDigitSix => $"6{row.Code % 100:00}",
            Garble.TwoDigits => $"{row.Code / 10}",
            Garble.MixedCodes when !isLast => $"{(row.Code >= 400 ? 250 : 550)}",
            _ => $"{row.Code}",
        };
        var separator = garble switch
        {
            Garble.NoCode or Garble.NoSpace => "",
            Garble.NeverLast => "-",
            _ => isLast ? " " : "-",
        };
        var enhanced = row.Enhanced is null ? "" : row.Enhanced + " ";
        var line = Encoding.ASCII.GetBytes(code + separator + enhanced + Printable(text));
        if (garble == Garble.OddOctets) line = [.. line, 0x00, 0xE9, 0xFF, 0x1B];
        return garble switch
        {
            Garble.BareLf => [.. line, (byte)'\n'],
            Garble.NoLineEnd when isLast => line,
            _ => [.. line, (byte)'\r', (byte)'\n'],
        };
    }

    /// <summary>RFC 5321 section 4.2 allows printable ASCII only; a CR or LF out of a text would forge a second reply.</summary>
    private static string Printable(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
        });
}
