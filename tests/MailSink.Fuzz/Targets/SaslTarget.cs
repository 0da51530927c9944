using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>Logins: the first octet chooses mechanism and listener, the rest are responses, one behind each LF, sent in base64.</summary>
internal sealed class SaslTarget : FuzzTarget
{
    public override string Name => "sasl";

    public override IReadOnlyList<string> Words { get; } =
        ["\n", "\0joe\0secret", "n,,n=joe,r=abc", "y,a=joe,", "p=tls-unique,,", "c=biws,r=abcn0nce,p=", ",m=", "user=joe\u0001auth=Bearer x\u0001\u0001", "=2C", "=3D", "\u0001", "AA==", "joe "];

    public override IEnumerable<byte[]> Seeds =>
    [
        "\u0000joe\nsecret"u8.ToArray(), "\u0001\0joe\0secret"u8.ToArray(), "\u0002joe 0123456789abcdef0123456789abcdef"u8.ToArray(),
        "\u0003n,,n=joe,r=abc\nc=biws,r=abcn0nce,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="u8.ToArray(),
        "\u0009user=joe\u0001auth=Bearer secret\u0001\u0001\n"u8.ToArray(), "\u000An,a=joe,\u0001host=h\u0001port=25\u0001auth=Bearer x\u0001\u0001\n\u0001"u8.ToArray(),
    ];

    public override int Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var mechanism = SaslTable.Names[input[0] % SaslTable.Names.Count];
        var options = ConversationTarget.Options[0] with { AuthMechanisms = SaslTable.Names };
        if (input[0] >= 128) options = options with { Users = ConversationTarget.Options[3].Users };
        var responses = Encoding.Latin1.GetString(input[1..]).Split('\n').Select(text => Convert.ToBase64String(Encoding.Latin1.GetBytes(text))).ToArray();
        var isInitial = input[0] % 64 >= 32;
        var login = isInitial ? $"AUTH {mechanism} {(responses[0].Length == 0 ? "=" : responses[0])}\r\n" : $"AUTH {mechanism}\r\n";
        var sent = "EHLO c\r\n" + login + string.Concat(responses.Skip(isInitial ? 1 : 0).Select(response => response + "\r\n"));
        var kind = ConversationTarget.Hold(options, Encoding.ASCII.GetBytes(sent));
        var status = EngineSession.Hold(options, Encoding.ASCII.GetBytes(sent), static _ => 0).Status;
        Require(status.AuthUser is null == status.AuthMechanism is null, "a login without a name, or a name without a login");
        Require(status.AuthUser is not { Length: 0 }, "the name is empty");
        // Nobody guesses joe's password but by the words of this target, and then has given it.
        var isJoe = options.Users.IsAnybody || status.AuthUser is null or "anonymous" || Encoding.Latin1.GetString(input).Contains("secret", StringComparison.Ordinal);
        Require(isJoe, $"{status.AuthUser} is logged in by {status.AuthMechanism} without the password");
        return kind * 31 + input[0] % SaslTable.Names.Count;
    }
}
