using System.Globalization;

namespace MailSink.Smtp;

/// <summary>What <c>BY=</c> asks for (RFC 2852 section 4).</summary>
/// <param name="Seconds">Within how many seconds of MAIL; zero and below say how long the deadline has passed.</param>
/// <param name="Returns">Mode R: give up and report the failure then; else N: go on, and report the delay.</param>
/// <param name="Traces">T: every relay on the way reports.</param>
public sealed record DeliverBy(int Seconds, bool Returns, bool Traces)
{
    private const int MostDigits = 9;

    /// <summary>Reads <c>[+/-]1*9DIGIT;N/R[T]</c>. R with zero or less is no value: a deadline for returning cannot have passed.</summary>
    public static DeliverBy? Parse(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 1) return null;
        var number = value.AsSpan(0, semicolon);
        var isNegative = number[0] == '-';
        if (number[0] is '-' or '+') number = number[1..];
        if (number.IsEmpty || number.Length > MostDigits || number.ContainsAnyExceptInRange('0', '9')) return null;
        var seconds = int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) * (isNegative ? -1 : 1);
        var mode = value[(semicolon + 1)..].ToUpperInvariant();
        if (mode is not ("N" or "NT" or "R" or "RT")) return null;
        return mode[0] == 'R' && seconds <= 0 ? null : new DeliverBy(seconds, mode[0] == 'R', mode.Length == 2);
    }
}
