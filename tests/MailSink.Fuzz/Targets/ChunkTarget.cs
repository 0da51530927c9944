using System.Globalization;
using System.Text;

namespace MailSink.Fuzz.Targets;

/// <summary>Any octets sent by BDAT in chunks of any size: they have to arrive as they are.</summary>
internal sealed class ChunkTarget : FuzzTarget
{
    public override string Name => "chunks";

    public override IReadOnlyList<string> Words { get; } = ["\r\n.\r\n", "QUIT\r\n", "BDAT 3 LAST\r\n", "\r\n", "\0"];

    public override int Run(byte[] input)
    {
        var octets = new List<byte>("EHLO c\r\nMAIL FROM:<a@b.example> BODY=BINARYMIME\r\nRCPT TO:<c@d.example>\r\n"u8.ToArray());
        var content = input[..Math.Min(input.Length, 1500)];
        for (var at = 0; at <= content.Length;)
        {
            // The octets themselves say how they are cut.
            var size = at == content.Length ? 0 : Math.Min(1 + content[at] * 3, content.Length - at);
            var isLast = at + size == content.Length;
            octets.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"BDAT {size}{(isLast ? " LAST" : "")}\r\n")));
            octets.AddRange(content.AsSpan(at, size));
            at += size;
            if (isLast) break;
        }

        octets.AddRange("QUIT\r\n"u8);
        var kind = ConversationTarget.Hold(ConversationTarget.Options[0], [.. octets]);
        var session = EngineSession.Hold(ConversationTarget.Options[0], [.. octets], static _ => 0);
        Require(session.Host.Messages.Count == 1, $"{session.Host.Messages.Count} messages are stored, not one");
        Require(session.Host.Messages[0].AsSpan().SequenceEqual(content), "the octets are not those that were sent");
        return kind + content.Length / 100;
    }
}
