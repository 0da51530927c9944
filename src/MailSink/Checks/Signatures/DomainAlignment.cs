using MailSink.Smtp;

namespace MailSink.Checks.Signatures;

/// <summary>
/// Whether two domains belong together as DMARC's relaxed mode has it (RFC 7489 section 3.1). The organisational domain is
/// guessed without the list of public suffixes: in doubt two domains count as one, since a wrong alarm is worse than none.
/// </summary>
internal static class DomainAlignment
{
    public static bool IsAligned(string one, string other) =>
        Organisation(DomainForm.Canonical(one)).Equals(Organisation(DomainForm.Canonical(other)), StringComparison.Ordinal);

    private static string Organisation(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length <= 2) return domain;
        // co.uk, com.au: a short label below a country.
        var isSecondLevelSuffix = labels[^1].Length == 2 && labels[^2].Length <= 3;
        return string.Join('.', labels[^(isSecondLevelSuffix ? 3 : 2)..]);
    }
}
