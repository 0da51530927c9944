using System.Security.Cryptography;
using System.Text;
using MailSink.Checks.Signatures;

namespace MailSink.Fuzz.Sink;

/// <summary>The list of tags of a DKIM-Signature; behind the first LF the body it signs.</summary>
internal sealed class DkimTarget : FuzzTarget
{
    private const int LongList = 256 * 1024;
    private const int Part = 7;

    public override string Name => "dkim";

    public override IReadOnlyList<string> Words { get; } =
    [
        "v=1", "a=rsa-sha256", "a=ed25519-sha256", "a=rsa-sha1", "c=relaxed/relaxed", "c=simple", "c=/", "d=b.example", "s=k", "h=From:To", "h=", "t=1", "x=0", "l=5", "l=99999999999999999999", "bh=", "b=",
        "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=", ";", "=", ":", " ", "\t", "\n", "\r\n ", "\r\n\r\n", "\u00E9", "\0", "\r",
    ];

    public override IEnumerable<byte[]> Seeds =>
    [
        "v=1; a=ed25519-sha256; d=b.example; s=k; c=relaxed/relaxed; h=From:To; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA\nHello  world \r\n\r\n"u8.ToArray(),
        "v=1;a=rsa-sha256;d=b.example;s=k;c=simple;t=1;x=2;l=3;h=from;bh=AA;b=AA AA;\n\r\n\r\n"u8.ToArray(), "a=1;a=2"u8.ToArray(), "=;"u8.ToArray(), "a"u8.ToArray(), "\n \r\n\ta\r\r\n"u8.ToArray(),
    ];

    public override int Run(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        var (list, body) = end < 0 ? (input, []) : (input[..end], input[(end + 1)..]);
        var text = Encoding.Latin1.GetString(list);
        var tags = DkimTags.Read(text);
        if (tags is not null) CheckTags(text, tags);
        CheckBody(body, tags?.BodyLength);
        var mail = (byte[])[.. "From: a@b.example\r\nDKIM-Signature: "u8, .. list, .. "\r\n\r\n"u8, .. body];
        var looked = LookedOver.Read(mail);
        looked.CheckFindings(mail.Length);
        if (Stretch.Of(input, LongList) is { } stretched)
        {
            _ = DkimTags.Read(Encoding.Latin1.GetString(stretched))?.SignedFields.Count;
            mail = [.. "From: a@b.example\r\nDKIM-Signature: "u8, .. stretched];
            LookedOver.Read(mail).CheckFindings(mail.Length);
        }

        return unchecked(looked.Kind * 31 + (tags is null ? 0 : 1) + (tags?.Octets("bh") is null ? 0 : 2) + (tags?.IsBodyRelaxed == true ? 4 : 0) + (tags?.BodyLength is null ? 0 : 8));
    }

    /// <summary>Written out again the list says the same.</summary>
    private static void CheckTags(string text, DkimTags tags)
    {
        var names = text.Split(';').Select(part => part.Split('=')[0].Trim()).Where(name => name.Length > 0).ToList();
        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Count, "a tag twice");
        Require(names.All(name => tags[name] is not null), "a tag is lost");
        var again = DkimTags.Read(string.Join(";", names.Select(name => $"{name}={tags[name]}")));
        Require(again is not null && names.All(name => again[name] == tags[name]), "written out it is another list");
        Require(tags.SignedFields.Count <= text.Length && tags.SignedFields.All(tags.Signs), "a field that is signed is not");
        foreach (var name in names)
        {
            if (tags.Octets(name) is not { } octets) continue;
            Require(octets.Length <= tags[name]!.Length, "more octets than characters");
            Require(Convert.FromBase64String(Convert.ToBase64String(octets)).AsSpan().SequenceEqual(octets), "base64 that is none");
        }
    }

    /// <summary>The canonical body in pieces, against one made so simply that it cannot be wrong.</summary>
    private static void CheckBody(byte[] body, long? limit)
    {
        foreach (var relaxed in (bool[])[false, true])
        {
            var canonical = Canonical(body, relaxed);
            var signed = canonical[..(int)Math.Min(limit ?? long.MaxValue, canonical.Length)];
            foreach (var size in (int[])[Math.Max(1, body.Length), Part, 1])
            {
                using var hash = new BodyHash(limit, HashAlgorithmName.SHA256);
                var canon = new BodyCanon(relaxed, [hash]);
                foreach (var piece in body.Chunk(size)) canon.Take(piece);
                canon.Finish();
                Require(canon.Length == canonical.Length, $"the canonical body has {canon.Length} octets, not {canonical.Length}");
                Require(hash.Finish().AsSpan().SequenceEqual(SHA256.HashData(signed)), $"the canonical body differs, cut at {size}");
            }
        }
    }

    /// <summary>RFC 6376 sections 3.4.3 and 3.4.4, a LF alone taken for the CRLF that was signed.</summary>
    private static byte[] Canonical(byte[] body, bool relaxed)
    {
        var lines = Encoding.Latin1.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').ToList();
        if (relaxed) lines = [.. lines.Select(line => string.Join(' ', Words(line)))];
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        if (lines.Count == 0) return relaxed ? [] : [.. "\r\n"u8];
        return Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n");

        // White space at the beginning is one space, as if an empty word stood before it; at the end it is none.
        static IEnumerable<string> Words(string line)
        {
            var words = line.TrimEnd(' ', '\t').Split(' ', '\t');
            return words.Where((word, at) => at == 0 || word.Length > 0);
        }
    }
}
