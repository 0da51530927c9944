using System.Text;
using CsCheck;
using MailSink.Storage.Ingest;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class HeaderSummaryTests
{
    [Theory]
    [InlineData("From: Alice <a@x.test>\r\n\r\n", "Alice", "a@x.test")]
    [InlineData("from:\"Doe, \\\"J\\\" <x>\" <a@x.test>, b@x.test\r\n\r\n", "Doe, \"J\" <x>", "a@x.test")]
    [InlineData("From: a@x.test (Alice)\r\n\r\n", "Alice", "a@x.test")]
    [InlineData("From: a@x.test, b@x.test\r\n\r\n", "", "a@x.test")]
    [InlineData("From: =?utf-8?B?5byg5LiJ?= <z@x.test>\n\n", "张三", "z@x.test")]
    [InlineData("From:\r\n folded\r\n <a@x.test>\r\n\r\n", "folded", "a@x.test")]
    [InlineData("\r\nFrom: body@x.test\r\n", "", "")]
    public void The_first_mailbox_of_From_is_read(string content, string name, string address)
    {
        var summary = Scan(Encoding.UTF8.GetBytes(content));

        Assert.Equal((name, address), (Encoding.UTF8.GetString(summary.FromName), Encoding.UTF8.GetString(summary.FromAddress)));
    }

    [Theory]
    [InlineData("Subject: plain\r\n\r\nSubject: body", "plain")]
    [InlineData("Subject: one\r\nSubject: two\r\n\r\n", "one")]
    [InlineData("Subject: a\r\n\tb\r\n c\r\n\r\n", "a b c")]
    [InlineData("Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n\r\n", "Grüße")]
    [InlineData("Subject: =?no-such-charset?Q?x?=\r\n\r\n", "x")]
    [InlineData("Subject: raw ünïcode\r\n\r\n", "raw ünïcode")]
    [InlineData("Subject: bell\u0007bell\r\n\r\n", "bell bell")]
    [InlineData("no header at all", "")]
    public void The_subject_is_decoded_where_it_is_encoded(string content, string subject) =>
        Assert.Equal(subject, Encoding.UTF8.GetString(Scan(Encoding.UTF8.GetBytes(content)).Subject));

    [Fact]
    public void Octets_that_are_no_UTF_8_are_taken_for_Latin_1() =>
        Assert.Equal("Grüße", Encoding.UTF8.GetString(Scan(Encoding.Latin1.GetBytes("Subject: Grüße\r\n\r\n")).Subject));

    [Fact]
    public void No_octets_make_it_throw() => Gen.Byte.Array[0, 400].Sample(octets =>
    {
        Scan([.. "From: =?"u8, .. octets]);
        Scan([.. "Subject: =?utf-8?B?"u8, .. octets, .. "?=\r\nTo:"u8, .. octets]);
    });

    private static HeaderSummary Scan(byte[] content)
    {
        var summary = new HeaderSummary();
        summary.Scan(content);
        return summary;
    }
}
