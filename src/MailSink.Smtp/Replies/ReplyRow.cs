using System.Text;

namespace MailSink.Smtp;

/// <summary>One reply the engine can give: a row of <see cref="ReplyTable"/>.</summary>
/// <param name="Id">Stable name, such as <c>mail-ok</c>; transcripts refer to it.</param>
/// <param name="Code">The three digits.</param>
/// <param name="Enhanced">Enhanced status code (RFC 3463), or null where RFC 2034 section 3 forbids one: greeting, hello, 3yz.</param>
/// <param name="Text">What follows the codes; <c>{0}</c> and <c>{1}</c> stand for what is filled in.</param>
/// <param name="Meaning">Why the engine says this and what the client should do.</param>
public sealed record ReplyRow(string Id, int Code, string? Enhanced, string Text, LocalizedText Meaning)
{
    /// <summary>Id of rows that stand in no table: replies made by a fault rule.</summary>
    internal const string Unlisted = "rule";

    /// <summary>It is a row of <see cref="ReplyTable"/>: a transcript may refer to it.</summary>
    internal bool IsListed => !ReferenceEquals(Id, Unlisted);

    /// <summary>The fault rule that made an unlisted row.</summary>
    internal string? RuleId { get; init; }

    /// <summary>The code and enhanced code as they begin the last line of the reply, trailing space included.</summary>
    internal string Prefix { get; } = Enhanced is null ? $"{Code} " : $"{Code} {Enhanced} ";

    /// <summary>What is filled in may be UTF-8: only answers to VRFY and EXPN with SMTPUTF8 (RFC 6531 section 3.7.4.2).</summary>
    public bool IsUtf8 { get; init; }

    /// <summary>True when nothing has to be filled in: the reply is the same octets every time.</summary>
    public bool IsFixed { get; } = !Text.Contains("{0}", StringComparison.Ordinal);

    /// <summary>The whole line as sent, CRLF included; of a row that is not fixed, the template.</summary>
    internal byte[] Octets { get; } = Encoding.ASCII.GetBytes(
        (Enhanced is null ? $"{Code} " : $"{Code} {Enhanced} ") + Text + "\r\n");

    /// <summary>The whole line without its CRLF, as a transcript shows it.</summary>
    public string Line => Prefix + Text;

    /// <summary>The reply with its <c>{0}</c> filled in.</summary>
    internal Reply With(string first) => new(this, first, null);

    /// <summary>The reply with both blanks filled in, or, for a row of several lines, with the lines that follow the first.</summary>
    internal Reply With(string first, IReadOnlyList<string> more) => new(this, first, more);

    /// <summary>
    /// The row as it answers a hello: status codes stand in all replies "other than the initial greeting and any response to HELO or
    /// EHLO" (RFC 2034 section 4).
    /// </summary>
    internal ReplyRow ToHello() => new(Id, Code, null, Text, Meaning) { IsAltered = true };

    /// <summary>It is not octet for octet what stands in the table.</summary>
    internal bool IsAltered { get; private init; }

    public static implicit operator Reply(ReplyRow row) => new(row, null, null);
}

/// <summary>A reply about to be sent: a row and what is filled in. The default value is no reply at all.</summary>
/// <param name="Row">The row, or null for no reply.</param>
/// <param name="Argument">Fills <c>{0}</c>.</param>
/// <param name="More">Further lines of a multi-line reply.</param>
public readonly record struct Reply(ReplyRow? Row, string? Argument, IReadOnlyList<string>? More)
{
    /// <summary>Nothing is sent: the session ends without a word.</summary>
    internal static Reply None => default;

    /// <summary>4yz or 5yz.</summary>
    internal bool IsRefusal => Row is { Code: >= 400 };
}
