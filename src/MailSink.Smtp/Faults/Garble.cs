namespace MailSink.Smtp;

/// <summary>How a reply is mangled.</summary>
public enum Garble : byte
{
    /// <summary>Not at all.</summary>
    No,
    NoCode,
    FirstDigitSix,
    TwoDigits,
    NoSpace,
    MixedCodes,
    BareLf,
    LongLine,
    NoLineEnd,
    NeverLast,
    OddOctets,
}

/// <summary>A way to mangle a reply, as rules name it.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Name">Lower case.</param>
/// <param name="Meaning">What the client gets to see.</param>
public sealed record GarbleRow(Garble Kind, string Name, LocalizedText Meaning);

/// <summary>The ways to mangle a reply. RFC 5321 section 4.2 says what a reply looks like; each of these breaks one part of it.</summary>
public static class GarbleTable
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<GarbleRow> Rows { get; } =
    [
        new(Garble.NoCode, "no-code", new("Text without a code.", "只有文字，没有应答码。")),
        new(Garble.FirstDigitSix, "six-hundred", new("A code that begins with 6.", "以 6 开头的应答码。")),
        new(Garble.TwoDigits, "two-digits", new("A code of two digits.", "只有两位数字的应答码。")),
        new(Garble.NoSpace, "no-space", new("Nothing between code and text.", "应答码与文字之间没有空格。")),
        new(Garble.MixedCodes, "mixed-codes", new("Several lines, each with another code.", "多行应答，每行的应答码不同。")),
        new(Garble.BareLf, "bare-lf", new("Lines that end with LF alone.", "各行只以 LF 结束。")),
        new(Garble.LongLine, "long-line", new("A line of 4 KiB.", "长达 4 KiB 的一行。")),
        new(Garble.NoLineEnd, "no-line-end", new("No line end: the reply never ends.", "没有行尾：应答永不结束。")),
        new(Garble.NeverLast, "never-last", new("A hyphen behind the code of the last line too: more is promised and does not come.", "最后一行的应答码后也是连字符：预示还有后续，却不再发送。")),
        new(Garble.OddOctets, "odd-octets", new("NUL and octets above 127 in the text.", "文字中含有 NUL 和大于 127 的字节。")),
    ];

    /// <summary>The row of a name such as <c>no-code</c>, or null.</summary>
    public static GarbleRow? Find(string name) => Rows.FirstOrDefault(row => row.Name == name);

    /// <summary>A kind's name.</summary>
    internal static string NameOf(Garble kind) => Rows.First(row => row.Kind == kind).Name;
}
