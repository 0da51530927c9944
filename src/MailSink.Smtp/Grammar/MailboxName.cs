using System.Text;

namespace MailSink.Smtp;

/// <summary>A mailbox as it is compared.</summary>
public static class MailboxName
{
    /// <summary>
    /// The form in which two spellings of a mailbox are the same but for the case of letters: without needless quotes, the domain in
    /// A-labels.
    /// </summary>
    /// <param name="address">Without brackets; the null path is empty.</param>
    /// <returns>The same object where nothing is to be done.</returns>
    public static string Canonical(string address)
    {
        var plain = Unquote(address);
        if (Ascii.IsValid(plain)) return plain;
        var at = plain.LastIndexOf('@');
        return at < 0 ? plain : string.Concat(plain.AsSpan(0, at + 1), DomainForm.Canonical(plain[(at + 1)..]));
    }

    /// <summary>Two addresses name the same mailbox, as far as one can tell who leaves the case of local-parts aside.</summary>
    public static bool IsSame(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase) || Canonical(one).Equals(Canonical(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Takes quotes away that say nothing: "all quoted forms MUST be treated as equivalent" (RFC 5321 section 4.1.2).
    /// </summary>
    /// <param name="address">As sent.</param>
    /// <returns>The same object when there are no quotes.</returns>
    public static string Unquote(string address)
    {
        if (!address.StartsWith('"')) return address;
        var plain = new StringBuilder(address.Length);
        for (var i = 1; i < address.Length; i++)
        {
            if (address[i] == '"') return plain.Append(address, i + 1, address.Length - i - 1).ToString();
            if (address[i] == '\\' && i + 1 < address.Length) i++;
            plain.Append(address[i]);
        }

        return address;
    }
}
