using System.Globalization;

namespace MailSink.Smtp;

/// <summary>RFC 1870.</summary>
internal sealed class SizeExtension : Extension
{
    private const int MostDigits = 20;

    /// <summary>Octets below which nobody asks whether there is room.</summary>
    private const long WorthAsking = 1024 * 1024;

    public override ExtensionRow Row { get; } = new(
        "SIZE", "SIZE [octets]", ["SIZE"], [], [],
        new("Announces the largest message; the client may declare its size in MAIL.", "公布可接受的最大邮件；客户端可以在 MAIL 中声明大小。"),
        new("0 means no fixed limit. A size declared above the limit is refused at once with 552, which saves sending the message. "
            + "Stuffed dots and the final dot do not count.",
            "0 表示没有固定上限。声明的大小超过上限时立即以 552 拒绝，从而不必白白发送。填充的点和结尾的点不计入。"),
        "RFC 1870");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("SIZE", Declare)];

    public override string EhloLine(SmtpSession session) =>
        string.Create(CultureInfo.InvariantCulture, $"SIZE {session.Options.MaxMessageSize}");

    private static Reply Declare(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is null || value.Length > MostDigits || value.AsSpan().ContainsAnyExceptInRange('0', '9')) return Replies.ParameterBad;
        // Twenty digits may exceed 64 bits; whatever does is larger than any limit there can be.
        var size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        if (session.Options.MaxMessageSize > 0 && size > session.Options.MaxMessageSize) return Replies.DeclaredTooBig;
        // RFC 1870 section 6.1: "If the server currently lacks sufficient resources to accept a message of the indicated size, but may
        // be able to accept the message at a later time, it responds with code "452 insufficient system storage"."
        if (size >= WorthAsking && !session.Host.HasRoom(size)) return Replies.StorageFull;
        envelope.DeclaredSize = size;
        return Reply.None;
    }
}
