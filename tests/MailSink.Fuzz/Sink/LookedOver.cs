using MailSink.Checks;
using MailSink.Messages.Mime;
using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Fuzz.Sink;

/// <summary>A stored mail, parsed and looked over as the projector does it.</summary>
/// <param name="Mail">Its parts.</param>
/// <param name="Findings">What the checks found.</param>
internal sealed record LookedOver(ParsedMail Mail, IReadOnlyList<StoredFinding> Findings)
{
    private const int LongestDetail = 301;

    /// <summary>A sender and a recipient, as in a session.</summary>
    public static readonly StoredEnvelope Envelope = new()
    {
        From = "a@b.example",
        Recipients = [new StoredRecipient("c@d.example", null)],
        Client = new StoredClient { Listener = "fuzz" },
    };

    public static LookedOver Read(byte[] octets)
    {
        using var content = new MemoryStream(octets, 0, octets.Length, writable: false, publiclyVisible: true);
        return Read(content);
    }

    /// <param name="content">May be of any kind, as long as it can seek.</param>
    public static LookedOver Read(Stream content)
    {
        var mail = MailParser.Parse(content, hash: false, inspect: true);
        return new LookedOver(mail, new MessageLint([]).Check(mail, content, Envelope, DateTimeOffset.UnixEpoch.AddYears(56), seq: 1));
    }

    /// <summary>Each finding once, of the catalogue, about a place that is there.</summary>
    public void CheckFindings(int length)
    {
        if (Findings.DistinctBy(finding => finding.Id).Count() != Findings.Count) throw new FuzzFailure("a finding twice");
        foreach (var finding in Findings)
        {
            if (LintTable.FindById(finding.Id) is null) throw new FuzzFailure($"{finding.Id} is not in the catalogue");
            if (finding.Detail.Length is 0 or > LongestDetail) throw new FuzzFailure($"{finding.Id} has {finding.Detail.Length} characters to say");
            if (finding.Count < 1 || finding.Offset < 0 || finding.Offset > length) throw new FuzzFailure($"{finding} of {length} octets");
            if (finding.Part is { } part && Mail.FindPart(part) is null) throw new FuzzFailure($"{finding.Id} is about part {part}, which is not there");
        }
    }

    /// <summary>A number for the findings and the shape of the mail, the same in every process.</summary>
    public int Kind
    {
        get
        {
            var hash = 17 + (int)Mail.Outcome;
            foreach (var finding in Findings) hash = unchecked(hash * 31 + finding.Id[0] * 100 + int.Parse(finding.Id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
            return unchecked(hash * 31 + Math.Min(7, Mail.Root?.WithDescendants().Count() ?? 0));
        }
    }
}
