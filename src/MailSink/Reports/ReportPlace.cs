using MailSink.Storage;

namespace MailSink.Reports;

/// <summary>What is stored with a report beside its octets.</summary>
/// <param name="Of">The message it is about.</param>
/// <param name="Mark">How far reports have been made once it is stored.</param>
internal sealed record ReportPlace(MessageId Of, ReportMark Mark);
