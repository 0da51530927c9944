using MailSink.Messages.Mime;
using Xunit;

namespace MailSink.Tests.Messages;

public sealed class HtmlScanTests
{
    [Fact]
    public void Text_links_and_images_are_read_in_one_pass()
    {
        var scan = HtmlScan.Read(Corpus.Parse("nested-multipart").Html!);
        Assert.Equal("HTML wörds Your order\nLogo", scan.Text);
        Assert.Equal(("https://shop.test/o?id=7&x=1", "Your order"), (scan.Links[0].Url, scan.Links[0].Text));
        Assert.Equal([("cid:logo@mail.test", false), ("https://track.test/p.gif", true)], scan.Images.Select(i => (i.Src, i.Remote)));
    }

    [Fact]
    public void Styles_and_scripts_are_not_text() =>
        Assert.Equal("seen", HtmlScan.Read("<head><title>t</title><style>p{}</style></head><body><script>alert(1)</script><p>seen</p></body>").Text);
}
