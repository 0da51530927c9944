using System.Globalization;
using System.Text;
using MailSink.Smtp;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>Writes a transcript as text, in the manner of the tools people debug mail with.</summary>
internal static class TranscriptText
{
    /// <param name="lines">In order.</param>
    /// <param name="format"><c>telnet</c>, <c>swaks</c> or <c>openssl</c>.</param>
    public static string Write(IEnumerable<TranscriptEntry> lines, string format)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(Prefix(line, format));
            AppendVisibly(text, line.Text);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Prefix(TranscriptEntry line, string format) => (format, line.Source) switch
    {
        ("swaks", LineSource.Client) => " -> ",
        ("swaks", LineSource.Server) => SessionMapping.CodeOf(line.Text) >= 400 ? "<** " : "<-  ",
        ("swaks", _) => "=== ",
        ("openssl", LineSource.Event) => "--- ",
        ("openssl", _) => "",
        (_, LineSource.Client) => "C: ",
        (_, LineSource.Server) => "S: ",
        _ => "-- ",
    };

    /// <summary>A client's controls must not reach the terminal that shows them: they become <c>\x1b</c> and the like.</summary>
    private static void AppendVisibly(StringBuilder text, string line)
    {
        foreach (var c in line)
        {
            if (char.IsControl(c) && c != '\t') text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else text.Append(c);
        }
    }
}
