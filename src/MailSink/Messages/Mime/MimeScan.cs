using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>Follows MimeKit's reader through a mail and builds the tree of its parts, up to the limits.</summary>
internal sealed class MimeScan(StoppableStream source, MimeLimits limits, bool hash, bool inspect)
    : MimeReader(new ParserOptions { MaxMimeDepth = limits.MaxDepth }, source, MimeFormat.Entity), IDisposable
{
    private List<Header> _pending = [];
    private readonly Stack<MimeNode> _open = [];
    private PartDecoder? _decoder;
    private int _parts;
    private int _headers;
    private int _textLeft = limits.MaxTotalTextOctets;

    public MimeNode? Root { get; private set; }

    /// <summary>Something was left out although the octets were read to their end.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Completes what was open when the reader gave up.</summary>
    public void Finish()
    {
        if (_decoder is not null && _open.TryPeek(out var part)) EndContent(part, part.Start + _decoder.Taken);
    }

    public void Dispose() => _decoder?.Dispose();

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        source.NoteProgress();
        source.IsInHeaders = true;
        _pending = [];
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        if (++_headers > limits.MaxHeaders)
        {
            source.Stop();
            return;
        }

        if (EncodedWordLimit.Of(header.RawValue) is var most && most < header.RawValue.Length)
        {
            header.SetRawValue([.. header.RawValue.AsSpan(0, most), .. "\r\n"u8]);
            IsIncomplete = true;
        }

        _pending.Add(header);
    }

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int lines, CancellationToken cancellationToken)
    {
        source.NoteProgress();
        source.IsInHeaders = false;
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        var node = Open(contentType);
        // At the greatest depth MimeKit hands containers out as if they were leaves.
        if (node.IsMultipart || node.IsMessage) IsIncomplete = true;
    }

    protected override void OnMimePartContentBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        var node = _open.Peek();
        node.Start = node.End = beginOffset;
        _decoder?.Dispose();
        _decoder = new PartDecoder(node.Encoding, hash, KeepsText(node) ? Math.Min(limits.MaxTextOctets, _textLeft) : 0);
        if (inspect && !node.IsWithinMessage) node.Lines = new ContentTally(node.Encoding, beginOffset);
    }

    protected override void OnMimePartContentRead(byte[] content, int startIndex, int count, CancellationToken cancellationToken)
    {
        source.NoteProgress();
        _decoder?.Take(content.AsSpan(startIndex, count));
        _open.Peek().Lines?.Take(content.AsSpan(startIndex, count));
    }

    protected override void OnMimePartContentEnd(
        long beginOffset, int beginLineNumber, long endOffset, int lines, NewLineFormat? newLineFormat, CancellationToken cancellationToken) =>
        EndContent(_open.Peek(), endOffset);

    protected override void OnMimePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken) => _open.Pop();

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Open(contentType);

    protected override void OnMultipartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken) => CloseContainer(headersEndOffset, endOffset);

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) =>
        Open(contentType);

    protected override void OnMessagePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines,
        CancellationToken cancellationToken) => CloseContainer(headersEndOffset, endOffset);

    protected override void OnMultipartBoundaryBegin(long beginOffset, int lineNumber, CancellationToken cancellationToken) =>
        Delimiters()?.TakeDelimiter();

    protected override void OnMultipartEndBoundaryBegin(long beginOffset, int lineNumber, CancellationToken cancellationToken) =>
        Delimiters()?.TakeClose();

    protected override void OnMultipartPreambleRead(byte[] content, int startIndex, int count, CancellationToken cancellationToken)
    {
        source.NoteProgress();
        Delimiters()?.TakePreamble(content.AsSpan(startIndex, count));
    }

    protected override void OnMultipartEpilogueRead(byte[] content, int startIndex, int count, CancellationToken cancellationToken)
    {
        source.NoteProgress();
        Delimiters()?.TakeEpilogue(content.AsSpan(startIndex, count));
    }

    private DelimiterTally? Delimiters() => inspect && _open.TryPeek(out var node) ? node.Delimiters ??= new DelimiterTally() : null;

    private bool KeepsText(MimeNode node) => node.IsText || (inspect && node.IsFieldList);

    private MimeNode Open(ContentType contentType)
    {
        var parent = _open.TryPeek(out var top) ? top : null;
        var node = NodeHeaders.Read(_pending, contentType, parent, NumberBelow(parent));
        _pending = [];
        // What the reader still has in its buffer when the limit is reached goes through here too, and is dropped.
        if (++_parts > limits.MaxParts) source.Stop();
        else if (parent is null) Root ??= node;
        else parent.Children.Add(node);
        _open.Push(node);
        return node;
    }

    private static string NumberBelow(MimeNode? parent) => parent switch
    {
        null => "0",
        { Parent: null } => $"{parent.Children.Count + 1}",
        _ => $"{parent.Number}.{parent.Children.Count + 1}",
    };

    private void CloseContainer(long contentOffset, long endOffset)
    {
        var node = _open.Pop();
        node.Start = contentOffset;
        node.End = endOffset;
        node.Size = endOffset - contentOffset;
        source.NoteProgress();
    }

    private void EndContent(MimeNode node, long endOffset)
    {
        if (_decoder is not { } decoder) return;
        node.Sha256 = decoder.Finish(endOffset - node.Start);
        node.End = endOffset;
        node.Size = decoder.Size;
        node.Lines?.Finish();
        if (KeepsText(node))
        {
            node.Text = decoder.Kept;
            node.IsTextCut = decoder.IsCut;
            _textLeft -= decoder.Kept.Length;
        }

        decoder.Dispose();
        _decoder = null;
    }
}
