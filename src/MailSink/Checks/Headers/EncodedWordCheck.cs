using MailSink.Smtp;

namespace MailSink.Checks.Headers;

/// <summary>RFC 2047: what an encoded-word looks like and where it may stand.</summary>
internal static class EncodedWordCheck
{
    // RFC 2047 section 2: "An 'encoded-word' may not be more than 75 characters long".
    private const int Longest = 75;

    private static readonly string[] AddressFields = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"];

    public static void Run(CheckedMail mail, MailFindings findings)
    {
        foreach (var field in mail.Header.Fields)
        {
            if (field.Value.Span.IndexOf("=?"u8) < 0 || IsOpaque(field)) continue;
            var holdsAddresses = AddressFields.Contains(field.Name, StringComparer.OrdinalIgnoreCase);
            foreach (var word in EncodedWord.Find(field.Text))
            {
                if (Fault(word) is { } fault) findings.Report(HeaderLint.EncodedWord, $"{field.Name}: {fault}", field.Offset);
                else if (FaultOfPlace(field.Text, word, holdsAddresses) is { } place) findings.Report(HeaderLint.EncodedWord, $"{field.Name}: {place}", field.Offset);
            }
        }
    }

    /// <summary>Fields whose values are not text: "=?" in a signature is chance. Parameters of Content fields have findings of their own.</summary>
    private static bool IsOpaque(HeaderField field) =>
        field.Is("DKIM-Signature") || field.Is("Received") || field.Name.StartsWith("ARC-", StringComparison.OrdinalIgnoreCase)
        || field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || field.Is("Message-ID") || field.Is("References");

    private static string? Fault(EncodedWord word)
    {
        if (word.Text.Any(c => c is ' ' or '\t')) return $"a space within an encoded-word: {word.Text}";
        if (word.Encoding is not ("b" or "B" or "q" or "Q")) return $"the encoding {word.Encoding} is neither B nor Q";
        if (word.Length > Longest) return $"an encoded-word of {word.Length} characters";
        if (!word.IsCharsetKnown) return $"unknown charset {word.Charset}";
        if (word.Decode() is null) return $"cannot be decoded: {word.Text}";
        if (word.DecodeText() is not { } text) return "a character is cut at the end of an encoded-word";
        return EncodedWord.Find(text).Count > 0 ? "encoded twice" : null;
    }

    private static string? FaultOfPlace(string text, EncodedWord word, bool holdsAddresses)
    {
        if (holdsAddresses && IsQuotedAt(text, word.Start)) return "an encoded-word in quotes, which stays as it is";
        if (holdsAddresses && text.LastIndexOf('<', word.Start) > text.LastIndexOf('>', word.Start)) return "an encoded-word in an address";
        var before = word.Start == 0 ? ' ' : text[word.Start - 1];
        var after = word.End >= text.Length ? ' ' : text[word.End];
        // RFC 2047 section 5: "MUST be separated from any adjacent 'encoded-word' or 'text' by 'linear-white-space'"; comments and
        // the brackets of addresses, which everybody reads, are let pass.
        return IsSeparator(before) && IsSeparator(after) ? null : "no space between an encoded-word and the text beside it";
    }

    private static bool IsQuotedAt(string text, int position)
    {
        var quoted = false;
        for (var at = 0; at < position; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '"') quoted = !quoted;
        }

        return quoted;
    }

    private static bool IsSeparator(char c) => c is ' ' or '\t' or '(' or ')' or '<' or ',' or ';' or ':';
}
