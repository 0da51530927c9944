using CsCheck;

namespace MailSink.Smtp.Tests;

/// <summary>How the network cuts the stream must not matter.</summary>
public sealed class SplitTests
{
    /// <summary>Pieces of conversation, valid and not, whose borders invite mistakes.</summary>
    private static readonly string[] Pieces =
    [
        "EHLO c.example.com\r\n", "HELO c\r\n", "MAIL FROM:<a@example.com>\r\n", "MAIL FROM:<a@example.com> SIZE=7 BODY=8BITMIME\r\n",
        "MAIL FROM:<a@example.com> BODY=BINARYMIME RET=HDRS\r\n", "RCPT TO:<b@example.com>\r\n", "RCPT TO:<b@example.com> NOTIFY=NEVER ORCPT=rfc822;b+40x\r\n", "RCPT TO:<>\r\n", "DATA\r\n", "DATA\r\nhello\r\n..dot\r\n.x\r\n\r\n.\r\n", "DATA\r\n.\r\n",
        "DATA\r\na\n.\nb\r.\r\n.\rx\r\n.\r\n", "BDAT 5\r\na\r\n.\r", "BDAT 3 LAST\r\nx\r\n", "BDAT 0 LAST\r\n", "BDAT 2000\r\n", "RSET\r\n",
        "NOOP\r\n", "NOOP\n", "\r\n", ".\r\n", "AUTH LOGIN\r\n", "AUTH PLAIN AGpvZQBzZWNyZXQ=\r\n", "am9l\r\n", "*\r\n", "VRFY x\r\n",
        "HELP\r\n", "XYZ\r\n", "NO\0OP\r\n", "\r\r\n", new string('y', 3000) + "\r\n", "QUIT\r\n",
    ];

    private static readonly Gen<string> Conversations = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 25].Select(string.Concat);

    [Fact]
    public async Task Any_split_of_the_input_gives_the_same_result() =>
        await Conversations.Select(Gen.Int[1, 7].Array[1, 20]).SampleAsync(
            async (text, cuts) =>
            {
                var whole = await RunAsync([text]);
                var split = await RunAsync(Cut(text, cuts));
                Assert.Equal(whole, split);
            },
            iter: 600, threads: 1);

    private static IEnumerable<string> Cut(string text, int[] sizes)
    {
        for (int at = 0, i = 0; at < text.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], text.Length - at);
            yield return text.Substring(at, size);
            at += size;
        }
    }

    private static async Task<string> RunAsync(IEnumerable<string> parts)
    {
        var options = new SmtpOptions { HostName = "sink.test", MaxMessageSize = 1500 };
        var connection = new Connection(new MemoryHost { BlockSize = 7 }, options);
        foreach (var part in parts) await connection.SendAsync(part);
        await connection.CloseAsync();
        var messages = connection.Host.Messages.Select(message => $"{message.Text}|{message.Envelope.Content}|{message.Envelope.Via}");
        return connection.Take() + "\n" + connection.Host.Transcript + "\n" + string.Join('\n', messages) + connection.Host.Ended;
    }
}
