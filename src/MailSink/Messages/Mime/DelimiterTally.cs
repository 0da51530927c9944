using System.Text;

namespace MailSink.Messages.Mime;

/// <summary>What stands between the parts of a multipart.</summary>
internal sealed class DelimiterTally
{
    private const int MaxKept = 512;

    private readonly StringBuilder _preamble = new();
    private readonly StringBuilder _epilogue = new();

    /// <summary>Delimiter lines that begin a part.</summary>
    public int Count { get; private set; }

    /// <summary>The closing delimiter was there.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The first characters before the first part.</summary>
    public string Preamble => _preamble.ToString();

    /// <summary>The first characters behind the closing delimiter.</summary>
    public string Epilogue => _epilogue.ToString();

    public void TakeDelimiter() => Count++;

    public void TakeClose() => IsClosed = true;

    public void TakePreamble(ReadOnlySpan<byte> octets) => Keep(_preamble, octets);

    public void TakeEpilogue(ReadOnlySpan<byte> octets) => Keep(_epilogue, octets);

    private static void Keep(StringBuilder text, ReadOnlySpan<byte> octets)
    {
        // Empty lines around the parts are common, and what follows them is what counts.
        if (text.Length == 0) octets = octets.TrimStart("\r\n \t"u8);
        foreach (var octet in octets[..Math.Min(octets.Length, MaxKept - text.Length)]) text.Append((char)octet);
    }
}
