namespace MailSink.Reports;

/// <summary>
/// How far reports have been made, as one number that grows: key <c>reports</c> of table <c>meta</c>. It is written in the
/// transaction of the report itself, so that after a crash a report is either there and behind the mark, or made again.
/// </summary>
internal readonly record struct ReportMark(long Value)
{
    public const string Key = "reports";

    private const int Bits = 2;

    /// <summary>Everything up to this message has its reports.</summary>
    public static ReportMark Behind(long seq) => new((seq + 1) << Bits);

    /// <summary>So much is done once this message has this report.</summary>
    public static ReportMark Behind(long seq, ReportAction action) => new(((seq << Bits) | (long)action) + 1);

    /// <summary>The first message that may lack reports.</summary>
    public long FirstSeq => Value >> Bits;

    public bool Covers(long seq, ReportAction action) => Behind(seq, action).Value <= Value;
}
