using System.Text;

namespace MailSink.Smtp;

/// <summary>A mailbox as it is compared.</summary>
internal static class MailboxName
{
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
