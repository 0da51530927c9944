using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>What another server may answer to this program as a client.</summary>
internal sealed class ReplyTarget : FuzzTarget
{
    public override string Name => "replies";

    public override IReadOnlyList<string> Words { get; } = ["250-", "250 ", "\n", "550 5.1.1 ", "354", "999 ", "25x", "SIZE 99999999999999999999", "AUTH LOGIN", "AUTH=PLAIN"];

    public override IEnumerable<byte[]> Seeds => ["250 ok"u8.ToArray(), "250-a\n250 b"u8.ToArray(), "220-x\n250 y"u8.ToArray(), "354"u8.ToArray(), "550 5.1.1 no"u8.ToArray(), "250-SIZE 1000\n250 AUTH PLAIN"u8.ToArray()];

    public override int Run(byte[] input)
    {
        var builder = new ReplyBuilder();
        var lines = 0;
        foreach (var line in Encoding.Latin1.GetString(input).Split('\n'))
        {
            lines++;
            var what = builder.Add(Encoding.Latin1.GetBytes(line));
            if (what == ReplyLine.More) continue;
            if (what == ReplyLine.Malformed) return 1;
            var reply = builder.Reply;
            Require(reply.Code is >= 200 and <= 599, $"code {reply.Code}");
            Require(reply.Lines.Count is > 0 && reply.Lines.Count <= lines, $"{reply.Lines.Count} lines of {lines}");
            Require(reply.Lines.All(text => !text.Any(char.IsControl)), "a control character is left");
            Require(reply.Enhanced is null || reply.Enhanced[0] - '0' == reply.Code / 100, "an enhanced code of another class");
            Require(reply.ToString().Length >= 3, "nothing to show");
            return 2 + reply.Code / 100 + (reply.Enhanced is null ? 0 : 10) + (reply.Lines.Count > 1 ? 20 : 0);
        }

        return 0;
    }
}
