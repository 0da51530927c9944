namespace MailSink.Messages.Mime;

/// <summary>Where reading a mail's structure stops. What lies beyond stays in the raw message and marks it as partly parsed.</summary>
internal sealed record MimeLimits
{
    /// <summary>Parts of the tree, multiparts included.</summary>
    public int MaxParts { get; init; } = 1000;

    /// <summary>Parts within parts. Each is two levels of JSON, and JSON readers commonly give up beyond 64.</summary>
    public int MaxDepth { get; init; } = 25;

    /// <summary>Header fields over all parts.</summary>
    public int MaxHeaders { get; init; } = 10_000;

    /// <summary>Octets of one part's header section.</summary>
    public int MaxHeaderOctets { get; init; } = 1024 * 1024;

    /// <summary>Decoded octets of one text or HTML body that are kept; the rest is only counted and hashed.</summary>
    public int MaxTextOctets { get; init; } = 4 * 1024 * 1024;

    /// <summary>Decoded octets of text that are kept of one message over all its parts.</summary>
    public int MaxTotalTextOctets { get; init; } = 8 * 1024 * 1024;
}
