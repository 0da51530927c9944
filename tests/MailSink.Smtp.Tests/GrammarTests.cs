using System.Text;
using CsCheck;

namespace MailSink.Smtp.Tests;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("<a@b>", "a@b", "None")]
    [InlineData("<a@b> SIZE=3", "a@b", "None")]
    [InlineData("<>", "", "None")]
    [InlineData("<a+tag@b-c.example>", "a+tag@b-c.example", "None")]
    [InlineData("<\"a b\"@c>", "\"a b\"@c", "None")]
    [InlineData("<\"a\\\">@\"@c>", "\"a\\\">@\"@c", "None")]
    [InlineData("<POSTMASTER>", "POSTMASTER", "None")]
    [InlineData("<joe>", "joe", "NoDomain")]
    [InlineData("  <a@b>", "a@b", "SpaceBefore")]
    [InlineData("a@b", "a@b", "NoBrackets")]
    [InlineData("<@x,@y:a@b>", "a@b", "SourceRoute")]
    [InlineData("<a..b@c>", "a..b@c", "LocalPart")]
    [InlineData("<a@b@c>", "a@b@c", "LocalPart")]
    [InlineData("<a@-b>", "a@-b", "Domain")]
    [InlineData("<a@b_c>", "a@b_c", "Domain")]
    [InlineData("<a@[1.2.3]>", "a@[1.2.3]", "Domain")]
    [InlineData("<a@[300.1.1.1]>", "a@[300.1.1.1]", "Domain")]
    [InlineData("<ü@b>", "ü@b", "NonAscii")]
    public void A_path_is_read_with_its_flaws(string text, string address, string flaws)
    {
        Assert.True(PathParser.TryParse(Encoding.UTF8.GetBytes(text), out var path));
        Assert.Equal(address, path.Address);
        Assert.Equal(flaws, path.Flaws.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("<a@b")]
    [InlineData("a@b>")]
    [InlineData("<a@b>x")]
    [InlineData("<a b@c>")]
    [InlineData("<\"a@b>")]
    [InlineData("<@a@b>")]
    [InlineData("<@a:>")]
    [InlineData("<<a@b>>")]
    public void Nobody_could_understand_this_path(string text) => Assert.False(PathParser.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("client.example.com", true)]
    [InlineData("[192.0.2.1]", true)]
    [InlineData("[IPv6:2001:db8::1]", true)]
    [InlineData("localhost", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("a.b.", false)]
    [InlineData("a..b", false)]
    [InlineData("[IPv6:1.2.3.4]", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void A_name_is_qualified_or_not(string name, bool isQualified) =>
        Assert.Equal(isQualified, DomainParser.IsQualified(Encoding.UTF8.GetBytes(name)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a+3Db", "a=b")]
    [InlineData("a+3db", "a=b")]
    [InlineData("a=b", null)]
    [InlineData("a+3", null)]
    [InlineData("a+zz", null)]
    public void Xtext_is_decoded_or_refused(string text, string? decoded) => Assert.Equal(decoded, Xtext.Decode(text));

    [Fact]
    public void No_octets_make_a_parser_throw() =>
        Gen.OneOf(Gen.Byte, Gen.Int[0, 13].Select(i => (byte)"<>@\"\\:[]., =a+"[i])).Array[0, 60].Sample(octets =>
        {
            Assert.True(!PathParser.TryParse(octets, out var path) || path.Length <= octets.Length);
            DomainParser.IsQualified(octets);
            Assert.All(Parameters(octets), parameter => Assert.NotEmpty(parameter.Keyword));
            Secret.InCommand(octets);
            Secret.InCommand([.. "AUTH "u8, .. octets]);
            Xtext.Decode(Encoding.Latin1.GetString(octets));
        });

    private static List<EsmtpParameter> Parameters(byte[] octets)
    {
        var parameters = new List<EsmtpParameter>();
        return EsmtpParameters.TryParse(octets, parameters) ? parameters : [];
    }
}
