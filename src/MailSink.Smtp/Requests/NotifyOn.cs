namespace MailSink.Smtp;

/// <summary>When a recipient's sender wants a delivery report: <c>NOTIFY=</c> (RFC 3461 section 4.1).</summary>
[Flags]
public enum NotifyOn : byte
{
    /// <summary>Nothing was said, which means <see cref="Failure"/>.</summary>
    Unsaid = 0,

    /// <summary>Under no circumstances.</summary>
    Never = 1,

    /// <summary>When it was delivered.</summary>
    Success = 2,

    /// <summary>When it could not be delivered.</summary>
    Failure = 4,

    /// <summary>When it takes unusually long.</summary>
    Delay = 8,
}

/// <summary>Reads <see cref="NotifyOn"/>.</summary>
public static class NotifyList
{
    /// <summary>Reads <c>NEVER</c> or a list of <c>SUCCESS</c>, <c>FAILURE</c>, <c>DELAY</c>, in any case.</summary>
    /// <returns><see cref="NotifyOn.Unsaid"/> when the value is anything else; NEVER stands alone.</returns>
    public static NotifyOn Parse(string value)
    {
        var asked = NotifyOn.Unsaid;
        foreach (var word in value.Split(','))
        {
            var one = word.ToUpperInvariant() switch
            {
                "NEVER" => NotifyOn.Never,
                "SUCCESS" => NotifyOn.Success,
                "FAILURE" => NotifyOn.Failure,
                "DELAY" => NotifyOn.Delay,
                _ => NotifyOn.Unsaid,
            };
            if (one == NotifyOn.Unsaid) return NotifyOn.Unsaid;
            asked |= one;
        }

        return (asked & NotifyOn.Never) != 0 && asked != NotifyOn.Never ? NotifyOn.Unsaid : asked;
    }
}
