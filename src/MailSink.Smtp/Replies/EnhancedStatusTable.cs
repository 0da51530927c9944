namespace MailSink.Smtp;

/// <summary>Enhanced status codes (RFC 3463 and its registry, RFC 5248).</summary>
public static partial class EnhancedStatusTable
{
    /// <summary>The rows, by code.</summary>
    public static IReadOnlyList<EnhancedStatusRow> Rows => field ??= [.. SuccessAndTransient, .. Permanent];

    /// <summary>The row of a code such as <c>5.1.1</c>, or null.</summary>
    public static EnhancedStatusRow? Find(string code) => Rows.FirstOrDefault(row => row.Code == code);
}
