namespace MailSink.Storage.Transcripts;

/// <summary>
/// Words that transcripts repeat, stored as their number. The numbers stand in stored transcripts: append, never change or remove.
/// </summary>
internal static class TranscriptWords
{
    private static readonly string[] Words =
    [
        "EHLO", "HELO", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "NOOP", "VRFY", "EXPN", "HELP", "QUIT", "AUTH", "STARTTLS",
        "TURN", "ATRN", "ETRN", "LHLO", "XCLIENT", "BURL", "SEND", "SOML", "SAML",
        "connect", "tls", "content", "close", "fault", "note", "reversed",
    ];

    private static readonly Dictionary<string, int> Numbers = Words.Select((word, i) => (word, i)).ToDictionary(p => p.word, p => p.i + 1);

    /// <summary>A word's number from 1, or 0 for one that is not in the table.</summary>
    public static int NumberOf(string word) => Numbers.GetValueOrDefault(word);

    /// <summary>The word of a number, or null.</summary>
    public static string? At(int number) => number >= 1 && number <= Words.Length ? Words[number - 1] : null;
}
