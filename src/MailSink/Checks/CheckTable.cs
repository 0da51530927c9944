using MailSink.Checks.Headers;
using MailSink.Checks.Signatures;
using MailSink.Checks.Structure;

namespace MailSink.Checks;

/// <summary>Every check of a stored message, in the order in which findings are listed.</summary>
internal static class CheckTable
{
    public static IReadOnlyList<Action<CheckedMail, MailFindings>> Rows { get; } =
    [
        FieldChecks.Syntax,
        DateCheck.Run,
        OriginatorChecks.From,
        IdentifierChecks.MessageIdField,
        SummaryChecks.Destination,
        FieldChecks.Repeated,
        FieldChecks.RawCharacters,
        EncodedWordCheck.Run,
        FieldChecks.Length,
        InjectionCheck.Run,
        OriginatorChecks.Misleading,
        OriginatorChecks.Alignment,
        OriginatorChecks.Others,
        IdentifierChecks.Answers,
        AutomaticChecks.NullSender,
        AutomaticChecks.Unmarked,
        AutomaticChecks.Unsubscribing,
        IdentifierChecks.ListId,
        SummaryChecks.Resent,
        SummaryChecks.Hops,
        SummaryChecks.Subject,
        SummaryChecks.Size,
        TextChecks.Version,
        TextChecks.Charset,
        EncodingChecks.Choice,
        EncodingChecks.Base64,
        EncodingChecks.QuotedPrintable,
        TextChecks.Lines,
        BoundaryChecks.Boundary,
        BoundaryChecks.Odd,
        BodyChecks.Alternative,
        BodyChecks.Html,
        ContentFieldChecks.Run,
        BoundaryChecks.Extent,
        TextChecks.Flowed,
        CalendarChecks.Run,
        SecurityChecks.Run,
        ReportChecks.Run,
        SignatureChecks.Run,
    ];
}
