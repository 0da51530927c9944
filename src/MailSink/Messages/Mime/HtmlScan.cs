using System.Text;
using MimeKit.Text;

namespace MailSink.Messages.Mime;

/// <summary>
/// What a mail's HTML says: its text, links and images. One pass of a tokenizer, no tree, so that its cost grows with the
/// length alone, however the elements nest.
/// </summary>
internal sealed class HtmlScan
{
    private const int MaxLinks = 1000;
    private const int MaxImages = 1000;

    private readonly StringBuilder _text = new();
    private readonly List<LinkDto> _links = [];
    private readonly List<ImageDto> _images = [];
    private readonly int _maxText;
    private StringBuilder? _linkText;
    private string? _linkUrl;
    private int _hidden;
    private bool _atLineStart = true;
    private bool _pendingSpace;

    private HtmlScan(int maxText) => _maxText = maxText;

    /// <summary>The text a reader sees, blocks on lines of their own.</summary>
    public string Text => _text.ToString().Trim();

    public IReadOnlyList<LinkDto> Links => _links;
    public IReadOnlyList<ImageDto> Images => _images;

    /// <param name="html">Any text.</param>
    /// <param name="maxText">Characters of text after which the scan ends.</param>
    public static HtmlScan Read(string html, int maxText = int.MaxValue)
    {
        var scan = new HtmlScan(maxText);
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        while (scan._text.Length < maxText && tokenizer.ReadNextToken(out var token)) scan.Take(token);
        scan.EndLink();
        return scan;
    }

    private void Take(HtmlToken token)
    {
        switch (token)
        {
            case HtmlTagToken tag:
                TakeTag(tag);
                break;
            case HtmlDataToken { Kind: HtmlTokenKind.Data or HtmlTokenKind.CData } data when _hidden == 0:
                Append(data.Data);
                break;
        }
    }

    private void TakeTag(HtmlTagToken tag)
    {
        switch (tag.Id)
        {
            case HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title or HtmlTagId.Head or HtmlTagId.NoScript:
                if (!tag.IsEmptyElement) _hidden = Math.Max(0, _hidden + (tag.IsEndTag ? -1 : 1));
                break;
            case HtmlTagId.Body:
                // A head that was never closed must not hide the mail.
                _hidden = 0;
                break;
            case HtmlTagId.A:
                EndLink();
                if (!tag.IsEndTag) BeginLink(Attribute(tag, HtmlAttributeId.Href));
                break;
            case HtmlTagId.Area when Attribute(tag, HtmlAttributeId.Href) is { } href:
                AddLink(href, Attribute(tag, HtmlAttributeId.Alt));
                break;
            case HtmlTagId.Image when !tag.IsEndTag:
                TakeImage(tag);
                break;
            case HtmlTagId.Br or HtmlTagId.HR:
                NewLine();
                break;
            case HtmlTagId.TD or HtmlTagId.TH:
                _pendingSpace = true;
                break;
            default:
                if (IsBlock(tag.Id)) NewLine();
                break;
        }
    }

    private static bool IsBlock(HtmlTagId id) => id is HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.UL
        or HtmlTagId.OL or HtmlTagId.Table or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5
        or HtmlTagId.H6 or HtmlTagId.BlockQuote or HtmlTagId.Pre or HtmlTagId.Section or HtmlTagId.Article or HtmlTagId.Header
        or HtmlTagId.Footer or HtmlTagId.Address or HtmlTagId.DL or HtmlTagId.DT or HtmlTagId.DD or HtmlTagId.Center;

    private void TakeImage(HtmlTagToken tag)
    {
        var alt = Attribute(tag, HtmlAttributeId.Alt);
        if (Attribute(tag, HtmlAttributeId.Src) is { } src && _images.Count < MaxImages)
            _images.Add(new ImageDto(src, alt, RemoteReference.IsRemote(src)));
        if (_hidden == 0 && !string.IsNullOrWhiteSpace(alt)) Append(alt);
    }

    private static string? Attribute(HtmlTagToken tag, HtmlAttributeId id)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Id == id) return attribute.Value?.Trim();
        }

        return null;
    }

    private void BeginLink(string? url)
    {
        if (string.IsNullOrEmpty(url) || url.StartsWith('#')) return;
        _linkUrl = url;
        _linkText = new StringBuilder();
    }

    private void EndLink()
    {
        if (_linkUrl is null) return;
        AddLink(_linkUrl, _linkText?.ToString().Trim());
        _linkUrl = null;
        _linkText = null;
    }

    private void AddLink(string url, string? text)
    {
        if (_links.Count < MaxLinks) _links.Add(new LinkDto(url, string.IsNullOrEmpty(text) ? null : text, "html"));
    }

    private void Append(string text)
    {
        foreach (var c in text)
        {
            // Preheaders are padded with characters nobody sees.
            if (c is '\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\u034F' or '\u00AD') continue;
            if (char.IsWhiteSpace(c))
            {
                _pendingSpace = true;
                continue;
            }

            if (_text.Length >= _maxText) return;
            if (_pendingSpace && !_atLineStart) _text.Append(' ');
            if (_pendingSpace && _linkText is { Length: > 0 and < 1000 }) _linkText.Append(' ');
            _pendingSpace = _atLineStart = false;
            _text.Append(c);
            if (_linkText is { Length: < 1000 }) _linkText.Append(c);
        }
    }

    private void NewLine()
    {
        _pendingSpace = _linkText is not null;
        if (_atLineStart) return;
        _text.Append('\n');
        _atLineStart = true;
    }
}
