namespace MailSink.Smtp;

/// <summary>RFC 3030 section 3: a further value of BODY, which the 8BITMIME extension brought.</summary>
internal sealed class BinaryMimeExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "BINARYMIME", "BINARYMIME", [], [], [],
        new("The message may hold any octets and lines of any length.", "邮件可以包含任意字节和任意长度的行。"),
        new("The client says so with BODY=BINARYMIME in MAIL and then sends the message with BDAT: DATA is refused with 503, since it could "
            + "not carry such octets. Text parts keep their CRLF line ends.",
            "客户端在 MAIL 中以 BODY=BINARYMIME 声明，然后用 BDAT 发送：DATA 无法承载这样的字节，会以 503 拒绝。文本部分仍须使用 CRLF 行尾。"),
        "RFC 3030 §3")
    {
        // RFC 3030 section 3: "The BINARYMIME service extension can only be used with the "CHUNKING" service extension"; "[8BIT]
        // defines the BODY parameter for the MAIL command."
        Needs = ["CHUNKING", "8BITMIME"],
    };
}
