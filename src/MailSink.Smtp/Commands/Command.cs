namespace MailSink.Smtp;

/// <summary>Whether a command takes something behind its verb.</summary>
internal enum Argument : byte
{
    None,
    Optional,
    Required,
}

/// <summary>What a command is to a mail transaction (RFC 5321 section 3.3).</summary>
internal enum TransactionRole : byte
{
    /// <summary>Stands beside it.</summary>
    None,

    /// <summary>Opens it: MAIL.</summary>
    Opens,

    /// <summary>Adds a recipient: RCPT.</summary>
    Addresses,

    /// <summary>Carries the message: DATA, BDAT.</summary>
    Delivers,
}

/// <summary>
/// A command: its row in the reference, where it is allowed, and what it does. The session checks phase, line length and
/// argument before <see cref="RunAsync"/>; a command never asks "may I?".
/// </summary>
internal abstract class Command
{
    private uint allowed;

    /// <summary>The command's face in HELP, the reference and the UI.</summary>
    public abstract CommandRow Row { get; }

    /// <summary>Whether an argument is forbidden, possible or needed.</summary>
    public virtual Argument Argument => Argument.None;

    /// <summary>What it is to a transaction; decides what is answered when it comes at the wrong time.</summary>
    public virtual TransactionRole Role => TransactionRole.None;

    /// <summary>Allowed before EHLO on a lenient listener, with a finding.</summary>
    public virtual bool LenientBeforeHello => false;

    /// <summary>RFC 2920 section 3.1: may only be the last of a pipelined group.</summary>
    public virtual bool EndsGroup => false;

    /// <summary>It greets, where it <see cref="IsOnOffer"/>: its replies have no enhanced status code.</summary>
    public virtual bool IsHello => false;

    /// <summary>8-bit octets may stand in the argument; RFC 6531 allows them in paths and in VRFY and EXPN.</summary>
    public virtual bool TakesEightBit => false;

    /// <summary>The extension it belongs to, or null; set by the table.</summary>
    public Extension? Extension { get; set; }

    /// <summary>The stage of fault rules it comes to; set by the table.</summary>
    public FaultStages Stage { get; set; }

    /// <summary>It asks for faults itself, when it knows more than its line.</summary>
    public virtual bool AsksForFaults => false;

    /// <summary>What is found when it is given although its extension is not on offer, or null.</summary>
    public virtual LintRow? LintWhenOff => null;

    /// <summary>
    /// Octets a line may have so that every server takes it, its end included: "The maximum total length of a command line
    /// including the command word and the CRLF is 512 octets" (RFC 5321 section 4.5.3.1.4), and what extensions add.
    /// </summary>
    public virtual int SafeLineLength => 512;

    /// <summary>Octets a line may have, its end included.</summary>
    public virtual int LineLimit(SmtpOptions options) => options.MaxCommandLine;

    /// <summary>What is answered to a longer one.</summary>
    public virtual ReplyRow LineTooLong => Replies.LineTooLong;

    public bool IsAllowed(Phase phase)
    {
        if (allowed == 0)
            foreach (var one in Row.AllowedIn) allowed |= 1u << (int)one;
        return (allowed & (1u << (int)phase)) != 0;
    }

    /// <summary>There is some use in giving it in this session; HELP lists no other.</summary>
    public virtual bool IsOnOffer(SmtpSession session) => Extension is not { } owner || owner.IsOffered(session);

    /// <summary>What is answered when an argument is missing.</summary>
    public virtual ReplyRow ArgumentMissing => Replies.ArgumentMissing;

    /// <summary>Does what the command says.</summary>
    /// <param name="session">Phase and argument are checked.</param>
    /// <param name="argument">What stands behind the verb and its space, valid until the next line is read.</param>
    public abstract ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument);

    /// <summary>The command came at the wrong time.</summary>
    public virtual ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument) => new(session.WrongPhase(this));

    /// <summary>The line is refused before anything is asked about it; what belongs to it on the wire all the same is taken here.</summary>
    public virtual ValueTask<Reply> TurnDownAsync(SmtpSession session, ReadOnlyMemory<byte> argument, Reply refusal) => new(refusal);
}

/// <summary>Sets of phases that several commands share (the rows of the state table in RFC 5321 section 4.1.4).</summary>
internal static class Phases
{
    public static readonly Phase[] Any =
        [Phase.Connected, Phase.Greeted, Phase.Mail, Phase.Recipient, Phase.Chunking, Phase.ChunkingFailed];

    public static readonly Phase[] NotAfterFailedChunk =
        [Phase.Connected, Phase.Greeted, Phase.Mail, Phase.Recipient, Phase.Chunking];

    public static readonly Phase[] Greeted = [Phase.Greeted];
}
