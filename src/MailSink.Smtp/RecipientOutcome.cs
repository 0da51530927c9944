namespace MailSink.Smtp;

/// <summary>
/// What becomes of a message for one recipient where that is something else than plain delivery. Rules and magic recipients set
/// it on <see cref="Recipient.Outcome"/> before the end of the message is answered.
/// </summary>
/// <param name="Code">Reply code, 2yz, 4yz or 5yz.</param>
/// <param name="Enhanced">Enhanced status code of the same class, or null.</param>
/// <param name="Text">What stands behind the codes.</param>
public sealed record RecipientOutcome(int Code, string? Enhanced, string Text)
{
    /// <summary>
    /// The sender does not hear of it in the conversation but by a delivery report (RFC 3464): 4yz = delayed, 5yz = failed. Else it
    /// is this recipient's own reply at the end of the message, which LMTP and PRDR have room for.
    /// </summary>
    public bool IsReported => Reply.Row is null;

    /// <summary>The recipient's own reply, or none.</summary>
    internal Reply Reply { get; private init; }

    /// <summary>An outcome told at the end of the message, as a rule makes it.</summary>
    /// <param name="reply">The recipient's own reply.</param>
    /// <param name="ruleId">The rule.</param>
    public static RecipientOutcome Answered(FaultReply reply, string ruleId) =>
        new(reply.Code, reply.Enhanced, string.Join(' ', reply.Lines)) { Reply = reply.ToReply(ruleId) };

    /// <summary>An outcome told at the end of the message.</summary>
    internal static RecipientOutcome Answered(in Reply reply) =>
        new(reply.Row!.Code, reply.Row.Enhanced, reply.Argument ?? reply.Row.Text) { Reply = reply };
}
