using System.Collections.Frozen;

namespace MailSink.Smtp;

/// <summary>A stage as rules name it.</summary>
/// <param name="Stage">The stage; <see cref="FaultStages.Any"/> in the last row.</param>
/// <param name="Name">Lower case.</param>
/// <param name="Verbs">Commands that come to it.</param>
/// <param name="Meaning">When it is.</param>
public sealed record FaultStageRow(FaultStages Stage, string Name, IReadOnlyList<string> Verbs, LocalizedText Meaning);

/// <summary>The stages at which a fault may be injected.</summary>
public static class FaultStageTable
{
    /// <summary>The rows, in the order of a mail dialogue.</summary>
    public static IReadOnlyList<FaultStageRow> Rows { get; } =
    [
        new(FaultStages.Connect, "connect", [], new("The connection is open, the greeting not yet sent.", "连接已打开，问候尚未发送。")),
        new(FaultStages.Helo, "helo", ["EHLO", "HELO", "LHLO"], new("The client greets.", "客户端问候。")),
        new(FaultStages.StartTls, "starttls", ["STARTTLS"], new("The client asks for TLS.", "客户端请求 TLS。")),
        new(FaultStages.Auth, "auth", ["AUTH"], new("The client has given its credentials.", "客户端已给出凭据。")),
        new(FaultStages.Mail, "mail", ["MAIL"], new("The sender is named.", "给出发件人。")),
        new(FaultStages.Rcpt, "rcpt", ["RCPT"], new("A recipient is named.", "给出收件人。")),
        new(FaultStages.Data, "data", ["DATA"], new("DATA has come; the content that follows belongs to this stage.", "收到 DATA；随后的内容属于此阶段。")),
        new(FaultStages.Chunk, "chunk", ["BDAT"], new("BDAT has come; its octets belong to this stage.", "收到 BDAT；它的字节属于此阶段。")),
        new(FaultStages.Message, "message", [], new("All of the message is here, and not stored yet.", "邮件已全部收到，尚未保存。")),
        new(FaultStages.Rset, "rset", ["RSET"], new("The client drops the transaction.", "客户端放弃事务。")),
        new(FaultStages.Vrfy, "vrfy", ["VRFY"], new("The client asks for a user.", "客户端查询用户。")),
        new(FaultStages.Expn, "expn", ["EXPN"], new("The client asks for a list.", "客户端查询邮件列表。")),
        new(FaultStages.Help, "help", ["HELP"], new("The client asks for help.", "客户端请求帮助。")),
        new(FaultStages.Noop, "noop", ["NOOP"], new("The client checks the connection.", "客户端检查连接。")),
        new(FaultStages.Quit, "quit", ["QUIT"], new("The client takes its leave.", "客户端告别。")),
        new(FaultStages.Any, "any", [], new("Every reply, whatever it answers.", "任何应答。")),
    ];

    private static readonly FrozenDictionary<string, FaultStages> ByVerb =
        Rows.SelectMany(row => row.Verbs.Select(verb => (verb, row.Stage))).ToFrozenDictionary(pair => pair.verb, pair => pair.Stage);

    /// <summary>The row of a name such as <c>rcpt</c>, or null.</summary>
    public static FaultStageRow? Find(string name) => Rows.FirstOrDefault(row => row.Name == name);

    /// <summary>The stage a command comes to.</summary>
    internal static FaultStages OfCommand(string verb) => ByVerb.GetValueOrDefault(verb, FaultStages.Other);
}
