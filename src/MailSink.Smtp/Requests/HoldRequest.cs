using System.Globalization;

namespace MailSink.Smtp;

/// <summary>What <c>HOLDFOR=</c> or <c>HOLDUNTIL=</c> asks for (RFC 4865 section 3); one of the two is null.</summary>
/// <param name="Seconds">How long from MAIL on.</param>
/// <param name="Until">Till when, UTC.</param>
public sealed record HoldRequest(int? Seconds, DateTimeOffset? Until)
{
    private const int MostDigits = 9;

    /// <summary>Reads <c>1*9DIGIT</c> without a leading zero.</summary>
    public static HoldRequest? ParseFor(string value) =>
        value.Length is > 0 and <= MostDigits && value[0] != '0' && !value.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? new HoldRequest(int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture), null)
            : null;

    /// <summary>Reads an RFC 3339 time that is "normalized to UTC".</summary>
    public static HoldRequest? ParseUntil(string value) =>
        Rfc3339.TryParse(value, out var time, out _) && time.Offset == TimeSpan.Zero ? new HoldRequest(null, time) : null;

    /// <summary>When the message may go on its way.</summary>
    /// <param name="received">Time of MAIL.</param>
    public DateTimeOffset ReleasedAt(DateTimeOffset received) => Until ?? received.AddSeconds(Seconds ?? 0);
}
