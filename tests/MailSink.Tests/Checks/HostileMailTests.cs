using System.Security.Cryptography;
using System.Text;
using MailSink.Checks;
using MailSink.Checks.Signatures;
using MailSink.Messages.Mime;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Tests.Messages;
using Xunit;

namespace MailSink.Tests.Checks;

/// <summary>A mail chooses its own octets: no check may throw, and none may need more than the mail has octets.</summary>
public sealed class HostileMailTests
{
    public static TheoryData<string> Patterns =>
    [
        "a: =?utf-8?q?", "=?=?=?", "From: \"(((", "From: <<<<", "Subject: =?x?b?=?x?b?", "Date: ((((", "Content-Type: a/b; a=\"\\", "DKIM-Signature: ;;=;",
        "References: <<>>", "\r\n ", "--b\r\n", "<img cid:", "<!--", "\0\r", "List-Unsubscribe: <http:", "Content-Disposition: x;;;;=",
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_pattern_repeated_without_end_is_looked_over(string pattern)
    {
        var repeated = new StringBuilder("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\nX: ");
        while (repeated.Length < 300_000) repeated.Append(pattern);
        var found = LintCase.Check(Encoding.Latin1.GetBytes(repeated.ToString()), new StoredEnvelope(), LintCase.ReceivedAt);
        Assert.NotEmpty(found);
    }

    /// <summary>Each of these once took minutes, in which no other mail was to be seen.</summary>
    [Theory]
    [InlineData("Subject: ", "=?a?b? ", "")]
    [InlineData("From: ", "=?a?b? ", "")]
    [InlineData("Subject: ", "=?\xE9?b? ", "?=")]
    [InlineData("From: a@b ", ",x", "")]
    [InlineData("From: a@b", ",a@b", "\r\nDisposition-Notification-To: c@d")]
    [InlineData("Disposition-Notification-To: a@b", ",a@b", "\r\nFrom: c@d")]
    public async Task A_header_as_long_as_may_be_is_looked_over_while_somebody_waits(string begin, string repeated, string end)
    {
        var header = begin + string.Concat(Enumerable.Repeat(repeated, 500_000 / repeated.Length)) + end;
        if (begin.StartsWith("Disp", StringComparison.Ordinal)) header += string.Concat(Enumerable.Repeat(",c@d", 125_000));
        var mail = Encoding.Latin1.GetBytes($"{header}\r\n\r\nx");
        var found = await Task.Run(() => LintCase.Check(mail, new StoredEnvelope(), LintCase.ReceivedAt)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.NotEmpty(found);
    }

    [Fact]
    public void Reasons_of_one_finding_are_told_together_as_far_as_there_is_room()
    {
        var findings = new MailFindings();
        foreach (var letter in "abc") findings.Report(HeaderLint.FieldSyntax, new string(letter, 149));
        Assert.Equal($"{new string('a', 149)}; {new string('b', 149)}", Assert.Single(findings.Found).Detail);
        findings.Report(HeaderLint.Injection, new string('a', 150));
        findings.Report(HeaderLint.Injection, new string('b', 149));
        Assert.Equal(new string('a', 150), findings.Found[1].Detail);
    }

    [Fact]
    public void Octets_changed_anywhere_are_looked_over()
    {
        var random = new Random(48113);
        foreach (var name in Corpus.Names)
        {
            for (var round = 0; round < 20; round++)
            {
                var mail = Corpus.Read(name);
                for (var change = 0; change < 10 && mail.Length > 0; change++) mail[random.Next(mail.Length)] = (byte)random.Next(256);
                var found = LintCase.Check(mail, new StoredEnvelope(), LintCase.ReceivedAt);
                Assert.Equal(found.Count, found.DistinctBy(finding => finding.Id).Count());
            }
        }
    }

    [Fact]
    public void Content_in_pieces_of_any_size_is_tallied_the_same()
    {
        var content = Encoding.Latin1.GetBytes("SGVs bG8=\r\nSGVs\xE9\r\n" + new string('A', 100) + "\r\na=3\r\nb=\r\nc=c3 \r\n\0\r\n=");
        foreach (var encoding in new[] { "base64", "quoted-printable", null })
        {
            var whole = Tally(content, content.Length, encoding);
            for (var size = 1; size < content.Length; size++) Assert.Equal(whole, Tally(content, size, encoding));
        }
    }

    [Fact]
    public void A_body_in_pieces_of_any_size_has_the_same_hash()
    {
        var body = "Hello  \t Wei \r\n\r\n \t\r\n end\r\r\n \r\n\r\n"u8.ToArray();
        foreach (var relaxed in new[] { false, true })
        {
            var whole = Hash(body, body.Length, relaxed);
            for (var size = 1; size < body.Length; size++) Assert.Equal(whole, Hash(body, size, relaxed));
        }
    }

    private static string Tally(byte[] content, int size, string? encoding)
    {
        var tally = new ContentTally(encoding, 1000);
        foreach (var piece in content.Chunk(size)) tally.Take(piece);
        tally.Finish();
        var (base64, quoted) = (tally.Base64, tally.QuotedPrintable);
        Sighting[] seen =
        [
            tally.EightBit, tally.Nul, tally.LongLines, tally.OverEncoded, base64?.Foreign ?? default, base64?.Blank ?? default,
            base64?.AfterPadding ?? default, quoted?.BadEscape ?? default, quoted?.LowerCase ?? default, quoted?.TrailingSpace ?? default,
        ];
        return string.Join(' ', seen.Select(one => $"{one.Count}@{one.First}")) + base64?.BadEnd;
    }

    private static string Hash(byte[] body, int size, bool relaxed)
    {
        using var all = new BodyHash(null, HashAlgorithmName.SHA256);
        using var head = new BodyHash(7, HashAlgorithmName.SHA256);
        var canon = new BodyCanon(relaxed, [all, head]);
        foreach (var piece in body.Chunk(size)) canon.Take(piece);
        canon.Finish();
        return $"{canon.Length} {Convert.ToHexString(all.Finish())} {Convert.ToHexString(head.Finish())}";
    }
}
