using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>A path by itself. What follows the grammar is understood again when it is written out.</summary>
internal sealed class PathTarget : FuzzTarget
{
    public override string Name => "path";

    public override IReadOnlyList<string> Words { get; } = ["<", ">", "@", "\"", "\\", "@x:", ",", "[IPv6:", "]", "[1.2.3.4]", "a@b.example", ".", "\u0080", "postmaster"];

    public override IEnumerable<byte[]> Seeds => ["<a@b.example>"u8.ToArray(), "<>"u8.ToArray(), "<\"a b\\\"c\"@[IPv6:::1]>"u8.ToArray(), "<@x,@y:a@b>"u8.ToArray(), "a@b"u8.ToArray(), "<Postmaster>"u8.ToArray(), "<王@例.example>"u8.ToArray()];

    public override int Run(byte[] input)
    {
        var isPath = PathParser.TryParse(input, out var path);
        if (!isPath) return 1;
        // What breaks the grammar, and is accepted all the same, may mean something else between brackets.
        if (path.Flaws != PathFlaws.None) return 2 + (int)path.Flaws;
        Require(PathParser.TryParse(Encoding.UTF8.GetBytes($"<{path.Address}>"), out var again), $"'{path.Address}' is not understood again");
        Require(again.Address == path.Address, $"'{path.Address}' becomes '{again.Address}'");
        return 2;
    }
}
