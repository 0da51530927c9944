using System.Text;
using MailSink.Messages;
using MailSink.Rest;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>Answers with a transcript in the format the query string asks for.</summary>
internal static class TranscriptResult
{
    public static IResult Of(HttpContext context, string name, IReadOnlyList<TranscriptEntry> lines)
    {
        var format = context.Request.Query.Text("format") ?? "telnet";
        if (format == "json") return TypedResults.Ok(new ItemsDto<LineDto>([.. lines.Select(SessionMapping.Map)]));
        MailContentHeaders.Apply(context.Response, SafeFileName.Disposition($"{name}.txt"));
        return TypedResults.Text(TranscriptText.Write(lines, format), "text/plain", Encoding.UTF8);
    }
}
