using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>A whole session of any octets. The first chooses the listener's options.</summary>
internal sealed class ConversationTarget : FuzzTarget
{
    private static readonly SmtpUsers Users = new([SmtpUser.Create("joe", "secret", ["joe.example"])!]);

    private static readonly SmtpOptions Plain = new() { HostName = "fuzz.test", MaxMessageSize = 2000, MaxRecipients = 5, NewNonce = () => "n0nce" };

    /// <summary>Listeners that differ.</summary>
    public static IReadOnlyList<SmtpOptions> Options { get; } =
    [
        Plain, Plain with { Strict = true }, Plain with { RequireAuth = true }, Plain with { Users = Users, AuthLegacyLine = true },
        Plain with { IsLmtp = true }, Plain with { OriginFrom = [System.Net.IPNetwork.Parse("127.0.0.0/8")], TellsMailboxes = true }, Plain with { MaxErrors = 3, MaxLineBeforeClose = 5000 },
        Plain with { AuthMechanisms = SaslTable.Names, DisabledExtensions = new HashSet<string> { "PIPELINING", "SIZE", "8BITMIME" } },
    ];

    public override string Name => "conversation";

    public override IReadOnlyList<string> Words { get; } =
    [
        .. CommandTable.Rows.Select(row => row.Name), .. ExtensionTable.Rows.SelectMany(row => row.MailParameters.Concat(row.RcptParameters)),
        .. SaslTable.Names, "\r\n", "\n", ".\r\n", "\r\n.\r\n", " FROM:<", " TO:<a@b.example>", "<>", "=", "+3D", "LAST", "*", "am9l", "EHLO c\r\n",
        "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n", "BDAT 3 LAST\r\nabc", "DATA\r\nx\r\n.\r\n", "\u0016\u0003", "2026-11-23T00:00:00Z",
    ];

    /// <summary>The scripts of the tests are conversations already.</summary>
    public override IEnumerable<byte[]> Seeds =>
        from path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scripts"), "*.smtp").Order(StringComparer.Ordinal)
        let sent = string.Concat(File.ReadLines(path).Where(line => line.StartsWith("C: ", StringComparison.Ordinal)).Select(line => line[3..] + "\r\n"))
        let octets = Encoding.UTF8.GetBytes("0" + sent)
        where octets.Length < 4096
        select octets;

    public override int Run(byte[] input) => input.Length == 0 ? 0 : Hold(Options[input[0] % Options.Count], input[1..]);

    /// <summary>Holds the session whole and in pieces, and checks what must hold of every session.</summary>
    /// <returns>The kind of session: what was answered, in its order, repetitions left out.</returns>
    public static int Hold(SmtpOptions options, byte[] octets)
    {
        var whole = EngineSession.Hold(options, octets, static _ => 0);
        Require(whole.Host.Ended is not null, "the host is not told of the end");
        Require(whole.Host.OpenContents == 0, "a message is neither stored nor given up");
        ReplyForm.Check(whole.Replies);
        if (!options.IsLmtp) ReplyForm.CheckCount(whole.Host.Lines);
        var pattern = octets.Length == 0 ? 1 : octets[^1];
        var split = EngineSession.Hold(options, octets, at => 1 + (at * 7 + pattern) % 5);
        if (whole.Summary != split.Summary) throw new FuzzFailure($"whole and in pieces differ:\n{whole.Summary}\n---\n{split.Summary}");
        return Stable(whole.Host.Lines);
    }

    /// <summary>A hash that is the same in every process, of the replies without repetitions.</summary>
    private static int Stable(List<(LineSource Source, string Text, string? ReplyId)> lines)
    {
        var hash = 17;
        string? last = null;
        foreach (var (_, _, id) in lines)
        {
            if (id is null || id == last) continue;
            foreach (var letter in id) hash = unchecked(hash * 31 + letter);
            last = id;
        }

        return hash;
    }
}
