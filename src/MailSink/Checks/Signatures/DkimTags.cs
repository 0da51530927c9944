using System.Globalization;

namespace MailSink.Checks.Signatures;

/// <summary>The tags of a DKIM-Signature field (RFC 6376 sections 3.2 and 3.5).</summary>
internal sealed class DkimTags
{
    private readonly Dictionary<string, string> _tags;

    private DkimTags(Dictionary<string, string> tags) => _tags = tags;

    /// <summary>The value without white space at its ends; null when the tag is not there.</summary>
    public string? this[string tag] => _tags.GetValueOrDefault(tag);

    public string? Domain => this["d"];

    /// <summary>Names in h=, each as often as it stands there.</summary>
    public IReadOnlyList<string> SignedFields => [.. (this["h"] ?? "").Split(':', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The body's canonicalisation is relaxed; simple without a c= that says so.</summary>
    public bool IsBodyRelaxed => this["c"]?.Split('/') is [_, var body] && body.Trim().Equals("relaxed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Octets of the canonical body that are signed; null for all.</summary>
    public long? BodyLength => Number("l");

    /// <summary>The list of tags; null when it is none.</summary>
    public static DkimTags? Read(string text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries))
        {
            // RFC 6376 section 3.2: "tag-list = tag-spec *( ";" tag-spec ) [ ";" ]".
            if (part.Length == 0) continue;
            var equals = part.IndexOf('=');
            if (equals <= 0) return null;
            var name = part[..equals].TrimEnd();
            // "Tags with duplicate names MUST NOT occur within a single tag-list".
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || !tags.TryAdd(name, part[(equals + 1)..].TrimStart())) return null;
        }

        return new DkimTags(tags);
    }

    public bool Signs(string field) => SignedFields.Contains(field, StringComparer.OrdinalIgnoreCase);

    /// <summary>A number; null when the tag is missing or none.</summary>
    public long? Number(string tag) =>
        long.TryParse(this[tag], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Base64 with the white space that folding left in it removed; null when it is none.</summary>
    public byte[]? Octets(string tag)
    {
        if (this[tag] is not { } value) return null;
        var text = string.Concat(value.Where(c => c is not (' ' or '\t' or '\r' or '\n')));
        var octets = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, octets, out var count) ? octets[..count] : null;
    }
}
