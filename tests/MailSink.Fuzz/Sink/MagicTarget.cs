using System.Globalization;
using System.Text;
using MailSink.Configuration;
using MailSink.Rules;
using MailSink.Smtp;

namespace MailSink.Fuzz.Sink;

/// <summary>Local parts of the domain whose recipients go wrong.</summary>
internal sealed class MagicTarget : FuzzTarget
{
    private static readonly SinkOptions Options = new() { FaultDomain = "fault.test", HostName = "sink.test" };
    private static readonly MagicRecipients Recipients = new(Options);

    public override string Name => "magic";

    public override IReadOnlyList<string> Words { get; } =
        ["code-", "data-", "delay-", "drop", "drop-data", "550", "421", "251", "354", "4294967296", "-5.1.1", "-4.2.2", "-5.1000.1", "-", "@", "fault.test", "0", "\u0661", "<domain>"];

    public override IEnumerable<byte[]> Seeds =>
    [
        "code-550"u8.ToArray(), "CODE-421-4.3.2"u8.ToArray(), "data-452"u8.ToArray(), "delay-1500"u8.ToArray(), "drop"u8.ToArray(), "drop-data"u8.ToArray(),
        "code-251"u8.ToArray(), "code-551-5.1.6"u8.ToArray(), "code-200"u8.ToArray(), "code-354"u8.ToArray(), "code-199"u8.ToArray(), "a"u8.ToArray(),
    ];

    public override int Run(byte[] input)
    {
        var localPart = Encoding.UTF8.GetString(input);
        Require(Recipients.Find(localPart) is null || localPart.EndsWith("@fault.test", StringComparison.OrdinalIgnoreCase), "an address of another domain is magic");
        Require(Recipients.Find($"{localPart}@fault.test.example") is null, "a domain below is not the domain");
        if (Recipients.Find($"{localPart}@FAULT.test") is not { Fault: var fault, IsAtEnd: var isAtEnd } found) return 0;
        Require(Recipients.Find($"{localPart.ToUpperInvariant()}@fault.TEST") is { } upper && upper.Fault.RuleId == fault.RuleId, "upper case makes it another");
        Require(Recipients.Find($"{fault.RuleId["magic:".Length..]}@fault.test") is { } again && again.Fault.RuleId == fault.RuleId && again.IsAtEnd == isAtEnd, "its own name is not magic");
        Require(fault.Delay >= TimeSpan.Zero, "time runs backwards");
        Require(fault.Reply is not null || fault.Delay > TimeSpan.Zero || fault.Close != FaultClose.No || localPart.StartsWith("delay-", StringComparison.OrdinalIgnoreCase), "nothing goes wrong");
        if (fault.Reply is { } reply) CheckReply(reply, localPart);
        CheckEnd(found, $"{localPart}@fault.test");
        return 1 + (fault.Reply?.Code ?? 0) * 8 + (isAtEnd ? 2 : 0) + (fault.Close == FaultClose.No ? 0 : 4);
    }

    private static void CheckReply(FaultReply reply, string localPart)
    {
        Require(localPart[5..8] == reply.Code.ToString(CultureInfo.InvariantCulture), $"{reply.Code} is not what was asked for");
        Require(reply.Enhanced is null || reply.Enhanced[0] - '0' == reply.Code / 100, "an enhanced code of another class");
        Require(reply.Lines.Count == 1 && !reply.Lines[0].AsSpan().ContainsAnyExceptInRange(' ', '~'), $"'{reply.Lines[0]}' is not fit for the wire");
        Require(!reply.Lines[0].Contains("<domain>", StringComparison.Ordinal) && !reply.Lines[0].Contains("<forward-path>", StringComparison.Ordinal), "a word of the grammar is left");
        Require(reply.Code is not (220 or 221 or 421) || reply.Lines[0].StartsWith("sink.test ", StringComparison.Ordinal), "the host's name is missing");
    }

    /// <summary>At the end of the message it acts when it is one of those, for its recipient alone where each is answered.</summary>
    private static void CheckEnd(MagicRecipient magic, string address)
    {
        foreach (var answersEach in (bool[])[false, true])
        {
            var envelope = new Envelope { ReversePath = "a@b.example" };
            envelope.Recipients.AddRange([new Recipient("c@d.example", []), new Recipient(address, [])]);
            var question = new FaultQuestion
            {
                Stage = FaultStages.Message,
                Session = new SessionStatus { Listener = "fuzz", StartedAt = DateTimeOffset.UnixEpoch },
                Envelope = envelope,
                AnswersEach = answersEach,
            };
            var fault = Recipients.AtEnd(question);
            var isOwn = answersEach && magic.Fault.Reply is not null;
            Require(fault is not null == (magic.IsAtEnd && !isOwn), "the message goes wrong, or does not, against what was asked for");
            Require(envelope.Recipients[0].Outcome is null, "it is another recipient's fault");
            Require(envelope.Recipients[1].Outcome is not null == (magic.IsAtEnd && isOwn), "the recipient is not answered as asked for");
        }
    }
}
