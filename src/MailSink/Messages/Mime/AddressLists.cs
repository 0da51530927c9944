using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>Reads address lists by any reading that comes to an end in time.</summary>
internal static class AddressLists
{
    /// <summary>
    /// Commas up to which <c>Last, First &lt;a@b&gt;</c> is taken for one mailbox. Behind each comma MimeKit looks anew for the
    /// bracket that would make it so, as far as the field goes: a field of many would take it minutes.
    /// </summary>
    private const int MaxUnquotedCommas = 200;

    private static readonly ParserOptions WithoutUnquotedCommas = new() { AllowUnquotedCommasInAddresses = false };

    /// <summary>The mailboxes, groups taken apart; null when it is no address list by any reading.</summary>
    /// <param name="value">Of the field, as it stands.</param>
    public static IEnumerable<MailboxAddress>? Read(byte[] value)
    {
        var options = value.AsSpan().Count((byte)',') > MaxUnquotedCommas ? WithoutUnquotedCommas : ParserOptions.Default;
        return InternetAddressList.TryParse(options, value, out var list) ? list.Mailboxes : null;
    }

    /// <inheritdoc cref="Read(byte[])"/>
    public static IEnumerable<MailboxAddress>? Read(string value)
    {
        var options = value.AsSpan().Count(',') > MaxUnquotedCommas ? WithoutUnquotedCommas : ParserOptions.Default;
        return InternetAddressList.TryParse(options, value, out var list) ? list.Mailboxes : null;
    }
}
