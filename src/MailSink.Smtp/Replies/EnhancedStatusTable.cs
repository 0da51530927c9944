namespace MailSink.Smtp;

/// <summary>Enhanced status codes (RFC 3463 and its registry, RFC 5248).</summary>
public static partial class EnhancedStatusTable
{
    private static readonly LocalizedText TryAgain = new("Keep the message and try again later.", "保留邮件，稍后重试。");

    /// <summary>The rows: success, then for now, then for good, each by subject and detail.</summary>
    public static IReadOnlyList<EnhancedStatusRow> Rows => field ??= [.. All().Select(row => row with { Cause = Causes[row.Code[2..]] })];

    /// <summary>The row of a code such as <c>5.1.1</c>, or null.</summary>
    public static EnhancedStatusRow? Find(string code) => Rows.FirstOrDefault(row => row.Code == code);

    /// <summary>The registry defines details for every class; a server may say of nearly any failure that it is one for now.</summary>
    private static IEnumerable<EnhancedStatusRow> All()
    {
        var permanent = Permanent;
        var known = SuccessAndTransient.ToDictionary(row => row.Code);
        foreach (var row in known.Values.Where(row => row.Code[0] == '2')) yield return row;
        foreach (var row in permanent)
        {
            var code = "4" + row.Code[1..];
            yield return known.GetValueOrDefault(code)
                ?? new EnhancedStatusRow(code, new($"{row.Meaning.En}, for now", $"{row.Meaning.Zh}（暂时）"), TryAgain, row.Reference);
        }

        foreach (var row in permanent) yield return row;
    }
}
