using System.Globalization;

namespace MailSink.Smtp;

/// <summary>What lets the sender ask later where the message went: <c>MTRK=</c> (RFC 3885 section 3.1).</summary>
/// <param name="Certifier">SHA-1 of the sender's secret in base64.</param>
/// <param name="Timeout">For how many seconds servers should remember it, or null for as long as they like.</param>
public sealed record MessageTracking(string Certifier, int? Timeout)
{
    private const int HashOctets = 20;
    private const int MostDigits = 9;

    /// <summary>Reads <c>base64[:1*9DIGIT]</c>, where base64 is that of a SHA-1 hash without padding.</summary>
    public static MessageTracking? Parse(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var certifier = colon < 0 ? value : value[..colon];
        // RFC 3885 imports base64 without "=", which no esmtp-value may hold.
        Span<byte> hash = stackalloc byte[HashOctets + 1];
        if (certifier.Contains('=', StringComparison.Ordinal) || certifier.Length != 27) return null;
        if (!Convert.TryFromBase64String(certifier + "=", hash, out var octets) || octets != HashOctets) return null;
        if (colon < 0) return new MessageTracking(certifier, null);
        var timeout = value.AsSpan(colon + 1);
        if (timeout.Length is 0 or > MostDigits || timeout.ContainsAnyExceptInRange('0', '9')) return null;
        return new MessageTracking(certifier, int.Parse(timeout, NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
