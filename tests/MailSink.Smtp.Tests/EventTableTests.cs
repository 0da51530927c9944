using System.Text.RegularExpressions;

namespace MailSink.Smtp.Tests;

/// <summary>
/// What transcripts say of a connection is there in Chinese. That the table has every line is held by <see cref="MemoryHost"/>, which takes no
/// event line without its Chinese, and so by every script and every test of the engine.
/// </summary>
public sealed partial class EventTableTests
{
    [Fact]
    public async Task Every_kind_of_line_is_reached_by_some_script_or_named_here()
    {
        var seen = new HashSet<string>();
        foreach (var name in Directory.GetFiles(ScriptTests.Folder, "*.smtp").Select(path => Path.GetFileNameWithoutExtension(path)!))
        {
            var host = await ScriptTests.SendWholeAsync(ScriptTests.Load(name));
            seen.UnionWith(host.Lines.Where(line => line.Source == LineSource.Event).Select(line => line.Note!));
        }

        // A script cannot shake hands (TlsTests does) and has no bounce addresses.
        Assert.Empty(EventTable.Rows.Select(row => row.Note).OfType<string>().Except(seen).Except(["tls", "magic"]));
    }

    [Fact]
    public void Every_row_is_Chinese_and_keeps_what_stands_in_its_places() => Assert.All(EventTable.Rows, row =>
    {
        var filled = row.Text.En.Replace("?}", "}", StringComparison.Ordinal).Replace("{0!}", "no reply", StringComparison.Ordinal)
            .Replace("{1!}", "no reply", StringComparison.Ordinal).Replace("{2!}", "no reply", StringComparison.Ordinal);
        filled = Place().Replace(filled, static place => $"value{place.Groups[1].Value}");
        if (row.Note is null) return;
        var said = EventTable.In("zh-CN", row.Note, filled)!;
        Assert.Matches("[\u4e00-\u9fff，：]", said);
        Assert.Equal(Values().Matches(filled).Select(match => match.Value).Order(), Values().Matches(said).Select(match => match.Value).Order());
    });

    [Theory]
    [InlineData("fault", "magic:drop-data: wait 20 ms, reply 452 in place of 250, connection reset", "magic:drop-data：等待 20 毫秒，以 452 代替应答 250，连接被重置")]
    [InlineData("fault", "r1: after 512 octets of content: connection closed", "r1：收到 512 字节内容之后：连接关闭")]
    [InlineData("tls", "TLS 1.3, TLS_AES_256_GCM_SHA384, server name mx.test", "TLS 1.3，TLS_AES_256_GCM_SHA384，服务器名 mx.test")]
    [InlineData("tls", "handshake failed: there is no cipher suite that both know", "握手失败：双方没有共同的密码套件")]
    [InlineData("tls", "handshake failed: something of the system's own", "握手失败：something of the system's own")]
    [InlineData("connect", "connection opened", "连接已建立")]
    [InlineData("magic", "magic recipient: a delivery report will say 550 5.1.1", "魔法收件人：投递报告将注明 550 5.1.1")]
    public void A_line_is_said_in_Chinese(string note, string text, string said)
    {
        Assert.Equal(said, EventTable.In("zh-Hans", note, text));
        Assert.Equal(text, EventTable.In("en", note, text));
    }

    [Theory]
    [InlineData("connect", "something new")]
    [InlineData("fault", "r1: an effect nobody wrote down")]
    [InlineData(null, "connection opened")]
    public void A_line_the_table_does_not_have_is_said_to_be_none(string? note, string text) => Assert.Null(EventTable.In("zh", note, text));

    [Theory]
    [MemberData(nameof(Effects))]
    public void Every_effect_of_a_fault_is_there(int effect)
    {
        var fault = FaultsOf()[effect];
        Assert.NotNull(EventTable.In("zh", "fault", $"r1: {fault.Describe(Reply.None)}"));
    }

    public static TheoryData<int> Effects => [.. Enumerable.Range(0, FaultsOf().Count)];

    private static List<Fault> FaultsOf()
    {
        var none = new Fault("r1");
        return
        [
            none with { Delay = TimeSpan.FromSeconds(1) }, none with { DropReply = true }, none with { SplitReply = true }, none with { OctetsPerSecond = 7 },
            none with { Store = true }, none with { Store = false }, none with { FailTls = true }, none with { Close = FaultClose.Fin },
            none with { Close = FaultClose.Reset }, none with { Reply = FaultReply.TryCreate(452, "4.2.2", "full", out _) },
            .. Enum.GetValues<Garble>().Where(static garble => garble != Garble.No).Select(garble => none with { Garble = garble }),
        ];
    }

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"value\d")]
    private static partial Regex Values();
}
