using System.Globalization;
using MailSink.Storage;

namespace MailSink.Reports;

/// <summary>The MAIL parameter BY (RFC 2852 section 4): the time until which a message is to be delivered.</summary>
/// <param name="Seconds">From the message's arrival; not positive when the deadline had passed before.</param>
/// <param name="Returns">Mode R: give up then. Mode N: tell the sender and go on trying.</param>
internal sealed record DeliverBy(int Seconds, bool Returns)
{
    /// <summary>Null where there is none.</summary>
    public static DeliverBy? Of(StoredEnvelope envelope)
    {
        if (envelope.Parameters.FirstOrDefault(p => p.Keyword == "BY")?.Value?.Split(';') is not [var seconds, [var mode, ..]]) return null;
        return int.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new DeliverBy(number, mode is 'R' or 'r')
            : null;
    }
}
