namespace MailSink.Smtp;

/// <summary>RFC 2034. The codes stand in the reply table; they are sent whether or not EHLO was used, as section 4 says.</summary>
internal sealed class EnhancedStatusCodesExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "ENHANCEDSTATUSCODES", "ENHANCEDSTATUSCODES", [], [], [],
        new("Replies carry a second, finer code such as 5.1.1.", "应答带有更细的第二个代码，例如 5.1.1。"),
        new("Every 2yz, 4yz and 5yz reply has it, except the greeting and the replies to EHLO and HELO.",
            "除问候语以及对 EHLO、HELO 的应答外，每个 2yz、4yz、5yz 应答都带有它。"),
        "RFC 2034");
}
