using System.Runtime.CompilerServices;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>Held mail in memory.</summary>
internal sealed class MemoryQueue : IHeldMail
{
    private readonly List<HeldMessage> held = [];

    /// <summary>What ETRN starts.</summary>
    public QueueStart Start { get; set; } = new(QueueStartStatus.NotAllowed);

    /// <summary>Asked for by ETRN.</summary>
    public List<QueueNode> Started { get; } = [];

    /// <summary>What became of the messages, in order.</summary>
    public List<string> Settled { get; } = [];

    /// <summary>It cannot be told what waits.</summary>
    public bool IsBehind { get; set; }

    public void Add(string from, IReadOnlyList<string> recipients) => held.Add(new HeldMessage(held.Count + 1, new OutboundMessage(
        from, [.. recipients.Select(address => new OutboundRecipient(address))],
        _ => new(new MemoryStream(Encoding.ASCII.GetBytes("Subject: held\r\n\r\n.held\r\n"))))));

    public ValueTask<long?> CountAsync(QueueSelection selection, CancellationToken cancellationToken) =>
        new(IsBehind ? null : held.Count(message => message.Message.Recipients.Any(recipient => selection.Includes(recipient.Address))));

    public async IAsyncEnumerable<HeldMessage> ReadAsync(QueueSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var message in held.ToList())
        {
            var meant = message.Message.Recipients.Where(recipient => selection.Includes(recipient.Address)).ToList();
            if (meant.Count > 0) yield return message with { Message = message.Message with { Recipients = meant } };
        }
    }

    public ValueTask SettleAsync(HeldMessage message, IReadOnlyList<RecipientResult> results, CancellationToken cancellationToken)
    {
        Settled.AddRange(results.Select(result => $"{result.Recipient.Address} {result.Outcome} {result.Text}".TrimEnd()));
        return default;
    }

    public ValueTask<QueueStart> StartAsync(QueueNode node, CancellationToken cancellationToken)
    {
        Started.Add(node);
        return new(Start);
    }
}
