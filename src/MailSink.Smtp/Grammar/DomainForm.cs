using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Domains as they are compared: without case (RFC 5321 section 2.3.5), and A-labels for U-labels (RFC 5890 section 2.3.2.1).</summary>
public static class DomainForm
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>A domain in canonical form; what is no domain name is only lower-cased.</summary>
    public static string Canonical(string domain)
    {
        if (Ascii.IsValid(domain)) return domain.ToLowerInvariant();
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return domain.ToLowerInvariant();
        }
    }

    /// <summary>How a domain may be written: as it stands, with A-labels, with U-labels; all in lower case, each once.</summary>
    public static IReadOnlyList<string> Spellings(string domain)
    {
        var canonical = Canonical(domain);
        try
        {
            return [.. new[] { domain.ToLowerInvariant(), canonical, Idn.GetUnicode(canonical) }.Distinct(StringComparer.Ordinal)];
        }
        catch (ArgumentException)
        {
            return [domain.ToLowerInvariant()];
        }
    }

    /// <summary>The canonical domain of an address without brackets; empty when it has none, as <c>Postmaster</c>.</summary>
    public static string OfAddress(string address)
    {
        // A quoted local part may hold an at sign, a domain never does.
        var at = address.LastIndexOf('@');
        return at < 0 ? "" : Canonical(address[(at + 1)..]);
    }
}
