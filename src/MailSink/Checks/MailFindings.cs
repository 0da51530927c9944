using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Checks;

/// <summary>What the checks found in one mail: each finding once, as the worst of its kind and how often it was seen.</summary>
internal sealed class MailFindings
{
    private const int MaxDetail = 300;

    private readonly List<StoredFinding> _found = [];

    /// <summary>In the order they were found first.</summary>
    public IReadOnlyList<StoredFinding> Found => _found;

    /// <param name="row">What was found.</param>
    /// <param name="detail">What was seen, in English, with the offending words.</param>
    /// <param name="offset">Offset in octets into the message, or null.</param>
    /// <param name="part">Number of the MIME part it is about, or null for the whole message.</param>
    /// <param name="count">How often.</param>
    /// <param name="severity">Where it differs from the row's.</param>
    public void Report(LintRow row, string detail, long? offset = null, string? part = null, int count = 1, Severity? severity = null)
    {
        if (detail.Length > MaxDetail) detail = detail[..(char.IsHighSurrogate(detail[MaxDetail - 1]) ? MaxDetail - 1 : MaxDetail)] + "…";
        var finding = new StoredFinding(row.Id, detail, null, offset, count, severity == row.Severity ? null : severity, part);
        var known = _found.FindIndex(other => other.Id == row.Id);
        if (known < 0) _found.Add(finding);
        else _found[known] = Worse(_found[known], finding, row);
    }

    public void Report(LintRow row, string detail, in Messages.Mime.Sighting sighting, string? part = null, Severity? severity = null)
    {
        if (sighting.Count > 0) Report(row, detail, sighting.First, part, sighting.Count, severity);
    }

    private static StoredFinding Worse(StoredFinding one, StoredFinding other, LintRow row)
    {
        var (first, second) = (one.Severity ?? row.Severity, other.Severity ?? row.Severity);
        if (second != first) return second > first ? other : one;
        // One finding may have several reasons: each is told once, as far as there is room.
        var both = $"{one.Detail}; {other.Detail}";
        var isTold = one.Detail.Contains(other.Detail, StringComparison.Ordinal) || both.Length > MaxDetail;
        return one with { Count = one.Count + other.Count, Detail = isTold ? one.Detail : both };
    }
}
