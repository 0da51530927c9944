using System.Text;
using MimeKit;

namespace MailSink.Checks.Structure;

/// <summary>
/// A Content-Type or Content-Disposition read by its grammar alone (RFC 2045 section 5.1, RFC 2183 section 2): MimeKit reads what
/// was meant, the checks want what stands there.
/// </summary>
internal sealed class FieldParameters
{
    private const string Special = "()<>@,;:\\\"/[]?=";

    private readonly string _text;
    private int _at;

    private FieldParameters(string text) => _text = text;

    /// <summary>What stands before the first semicolon.</summary>
    public string Value { get; private set; } = "";

    public List<FieldParameter> Parameters { get; } = [];

    /// <summary>Where the grammar was left first, or null.</summary>
    public string? Fault { get; private set; }

    public static FieldParameters Read(Header header)
    {
        var octets = header.RawValue;
        var text = (System.Text.Unicode.Utf8.IsValid(octets) ? Encoding.UTF8 : Encoding.Latin1).GetString(octets);
        var read = new FieldParameters(text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
        read.ReadAll();
        return read;
    }

    public FieldParameter? Find(string name) => Parameters.Find(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void ReadAll()
    {
        SkipSpace();
        var end = _text.IndexOf(';', _at);
        Value = WithoutComment(end < 0 ? _text[_at..] : _text[_at..end]).Trim();
        _at = end < 0 ? _text.Length : end;
        while (_at < _text.Length && Fault is null)
        {
            _at++;
            SkipSpace();
            // A semicolon behind the last parameter is against the grammar, in half of all mail, and harms nobody.
            if (_at < _text.Length && _text[_at] != ';') ReadParameter();
        }
    }

    private void ReadParameter()
    {
        var equals = _text.IndexOf('=', _at);
        var next = _text.IndexOf(';', _at);
        if (equals < 0 || (next >= 0 && next < equals))
        {
            Fault = $"no name=value: {_text[_at..(next < 0 ? _text.Length : next)].Trim()}";
            return;
        }

        var name = _text[_at..equals].Trim();
        _at = equals + 1;
        SkipSpace();
        var isQuoted = _at < _text.Length && _text[_at] == '"';
        var value = isQuoted ? ReadQuoted() : ReadToken();
        if (value is null) return;
        if (name.Length == 0 || name.Any(c => c <= ' ' || Special.Contains(c))) Fault = $"{name} is no name of a parameter";
        else Parameters.Add(new FieldParameter(name, value, isQuoted));
    }

    private string? ReadQuoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length) _at++;
            value.Append(_text[_at]);
        }

        if (_at >= _text.Length)
        {
            Fault = "a quoted value without its end";
            return null;
        }

        _at++;
        SkipSpace();
        if (_at < _text.Length && _text[_at] != ';') Fault = $"text behind a quoted value: {_text[_at..].Trim()}";
        return value.ToString();
    }

    private string? ReadToken()
    {
        var end = _text.IndexOf(';', _at);
        var value = WithoutComment(end < 0 ? _text[_at..] : _text[_at..end]).Trim();
        _at = end < 0 ? _text.Length : end;
        if (value.Length == 0) Fault = "a parameter without a value";
        else if (value.Any(c => c <= ' ' || Special.Contains(c))) Fault = $"a value that needs quotes: {value}";
        return value;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
        if (_at >= _text.Length || _text[_at] != '(') return;
        var end = _text.IndexOf(')', _at);
        if (end < 0) return;
        _at = end + 1;
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
    }

    private static string WithoutComment(string text) => text.IndexOf('(') is > 0 and var at && text.TrimEnd().EndsWith(')') ? text[..at] : text;
}

/// <param name="Name">As it stands, an asterisk included.</param>
/// <param name="Value">Without quotes.</param>
/// <param name="IsQuoted">It stood in quotes.</param>
internal sealed record FieldParameter(string Name, string Value, bool IsQuoted);
