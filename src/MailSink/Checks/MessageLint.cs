using MailSink.Checks.Headers;
using MailSink.Checks.History;
using MailSink.Messages.Mime;
using MailSink.Storage;

namespace MailSink.Checks;

/// <summary>Looks stored messages over. Outside the path of their acknowledgement, and never throws for what a mail contains.</summary>
/// <param name="silenced">Ids of findings that are not wanted, as the lint table has them.</param>
internal sealed class MessageLint(IReadOnlyCollection<string> silenced)
{
    // As much as the parser lets a header section have.
    private const int MaxHeaderOctets = 1024 * 1024;

    private readonly RecentDeliveries _recent = new();

    /// <param name="mail">Parsed with <c>inspect</c>.</param>
    /// <param name="content">The same octets; can seek.</param>
    /// <param name="envelope">What MAIL and RCPT said, and what the engine found on the way.</param>
    /// <param name="receivedAt">When it was accepted.</param>
    /// <param name="seq">Its sequence number.</param>
    /// <returns>The findings of the conversation about it and those of the message, each id once.</returns>
    public IReadOnlyList<StoredFinding> Check(ParsedMail mail, Stream content, StoredEnvelope envelope, DateTimeOffset receivedAt, long seq)
    {
        var head = Head(content);
        var subject = CheckedMail.Of(mail, HeaderSection.Read(head), envelope, receivedAt, content);
        var findings = new MailFindings();
        foreach (var check in CheckTable.Rows) check(subject, findings);
        _recent.Check(subject, head.Span, seq, findings);
        return Wanted(Merge(envelope.Findings, findings.Found));
    }

    /// <summary>The findings that are wanted; those of the conversation were stored as it went, under the settings of their time.</summary>
    public IReadOnlyList<StoredFinding> Wanted(IReadOnlyList<StoredFinding> findings) =>
        silenced.Count == 0 ? findings : [.. findings.Where(finding => !silenced.Contains(finding.Id))];

    /// <summary>Changes with what is silenced, so that stored findings are made again.</summary>
    /// <param name="version">Version of the checks, below 1,000.</param>
    public long Version(int version)
    {
        // FNV-1a: the same in every process, unlike string.GetHashCode.
        var hash = 2166136261u;
        foreach (var letter in string.Join(' ', silenced.Order(StringComparer.Ordinal))) hash = (hash ^ letter) * 16777619;
        return version + (silenced.Count == 0 ? 0 : hash * 1000L);
    }

    private static IReadOnlyList<StoredFinding> Merge(IReadOnlyList<StoredFinding> conversation, IReadOnlyList<StoredFinding> message) =>
        conversation.Count == 0 ? message : [.. conversation, .. message.Where(found => !conversation.Any(known => known.Id == found.Id))];

    private static ReadOnlyMemory<byte> Head(Stream content)
    {
        if (content is MemoryStream memory && memory.TryGetBuffer(out var buffer)) return buffer.AsMemory()[..Math.Min(buffer.Count, MaxHeaderOctets)];
        var head = new byte[(int)Math.Min(content.Length, MaxHeaderOctets)];
        content.Position = 0;
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsMemory(0, read);
    }
}
