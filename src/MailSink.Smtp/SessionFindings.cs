using System.Text;

namespace MailSink.Smtp;

/// <summary>The session's lint: reports to the host and remembers what belongs to the open transaction.</summary>
internal sealed class SessionFindings(SmtpSession session)
{
    /// <summary>Reports of one kind in a session; a flood of bad commands must not become a flood of findings.</summary>
    private const int MostOfAKind = 50;

    private readonly Dictionary<string, int> reported = [];
    private readonly List<Finding> ofThisLine = [];
    private bool dataRefused;
    private bool afterData;
    private bool toldOfTls;
    private int ehloRefusal;

    /// <summary>Reports a finding about the line last read.</summary>
    public void Report(LintRow row, string detail, long? offset = null, int count = 1, Severity? severity = null)
    {
        if (session.Options.SilencedFindings.Contains(row.Id)) return;
        if (session.Transaction is null) ofThisLine.Add(Make(row, detail, offset, count, severity));
        else AddTo(session.Transaction.Envelope.Findings, Make(row, detail, offset, count, severity));
        ref var times = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(reported, row.Id, out _);
        if (++times <= MostOfAKind) session.Host.Report(Make(row, detail, offset, count, severity));
    }

    public void NextLine() => ofThisLine.Clear();

    /// <summary>What was found in the MAIL line belongs to the transaction it opens.</summary>
    public void MoveTo(Envelope envelope)
    {
        foreach (var finding in ofThisLine) AddTo(envelope.Findings, finding);
        ofThisLine.Clear();
    }

    public void WrongPhase(Command command, Phase phase)
    {
        if (phase is Phase.Connected or Phase.Greeted) return;
        if (command.Role != TransactionRole.None)
            Report(SessionLint.Order, $"{command.Row.Name} in phase {phase}");
    }

    public void Unknown(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        var word = Encoding.ASCII.GetString(line[..Math.Min(end < 0 ? line.Length : end, 16)]);
        if (dataRefused)
            Report(SessionLint.ReplyIgnored, "text follows a DATA that was refused");
        else if (afterData)
            Report(ContentLint.UnstuffedDot, "text follows the end of data: was a line with a single dot not doubled?");
        else if (word.ToUpperInvariant() is "DEBUG" or "WIZ")
            Report(SessionLint.ObsoleteCommand, $"{word}: a probe for a back door", severity: Severity.Warning);
        else
            Report(SessionLint.ObsoleteCommand, session.Conversation.SecretsMayFollow ? "an unknown word after a refused AUTH" : word);
        dataRefused = afterData = false;
    }

    /// <summary>EHLO or HELO is accepted, and what the session has of the one before it still stands.</summary>
    public void Greeted(bool isEhlo)
    {
        if (isEhlo && session.Hello == Hello.Helo) Report(SessionLint.HelloOrder, "EHLO behind HELO");
        if (isEhlo || session.Hello != Hello.None) return;
        if (ehloRefusal == 0) Report(SessionLint.HeloOnly, "HELO without trying EHLO first");
        else if (ehloRefusal < 500) Report(SessionLint.HelloOrder, $"HELO although EHLO was answered {ehloRefusal}");
    }

    public void LostConnection()
    {
        if (session.Status.Phase is Phase.Data or Phase.Chunking or Phase.ChunkingFailed)
            Report(SessionLint.LostInData, "the connection ended inside the message; nothing was stored");
        else if (session.Status.Commands > 0)
            Report(SessionLint.NoQuit, "the connection ended without QUIT");
    }

    /// <summary>Looks at what the client had already sent when a reply was queued.</summary>
    public void AfterReply(Command? command, in Reply reply)
    {
        if (command is not null)
        {
            afterData = command is DataCommand && (!reply.IsRefusal || reply.Row == Replies.TooBig);
            dataRefused = command is DataCommand && !afterData;
            if (command is EhloCommand && reply.IsRefusal) ehloRefusal = reply.Row!.Code;
        }

        if (!toldOfTls && command is MailCommand or AuthCommand) LookForTls(command, reply);
        if (!session.Conversation.HasMore) return;
        if (command is { EndsGroup: true })
            Report(SessionLint.Pipelining, $"more was sent before the reply to {command.Row.Name}");
        else if (session.Hello != Hello.Ehlo || !ExtensionTable.Pipelining.IsOffered(session))
            Report(SessionLint.Pipelining, "more was sent before the reply, and PIPELINING was not announced");
    }

    private void LookForTls(Command command, in Reply reply)
    {
        if (session.Hello != Hello.Ehlo || reply.IsRefusal || !ExtensionTable.StartTls.IsOffered(session)) return;
        toldOfTls = true;
        Report(TlsLint.NotUsed, $"{command.Row.Name} in clear text", severity: command is AuthCommand ? Severity.Warning : null);
    }

    /// <summary>
    /// RFC 4954 section 4: AUTH "MUST be the last command in a pipelined group of commands", except with an initial response for a
    /// mechanism "known to complete in one round-trip".
    /// </summary>
    public void AfterLogin(bool isOneRoundTrip)
    {
        if (!isOneRoundTrip && session.Conversation.HasMore && session.Hello == Hello.Ehlo)
            Report(SessionLint.Pipelining, "more was sent before the reply to AUTH");
    }

    private Finding Make(LintRow row, string detail, long? offset, int count, Severity? severity) =>
        new(row.Id, detail, session.Conversation.Transcript.LastNumber, offset) { Count = count, Severity = severity };

    private static void AddTo(List<Finding> findings, Finding finding)
    {
        foreach (var known in findings)
        {
            if (known.Id != finding.Id) continue;
            known.Count += finding.Count;
            return;
        }

        findings.Add(finding);
    }
}
