using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>CRAM-MD5 (RFC 2195): the client signs the server's challenge with the password.</summary>
internal sealed class CramMd5Mechanism : SaslMechanism
{
    /// <summary>Digits of an MD5 sum in hexadecimal.</summary>
    private const int Digits = 32;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public override string Name => "CRAM-MD5";

    public override bool IsServerFirst => true;

    public override bool IsWeakerThanScram => true;

    public override bool IsPossible(SmtpSession session) => session.Options.Users.HavePasswords;

    public override SaslExchange Start(SmtpSession session) => new Exchange(session);

    public override string Show(ReadOnlySpan<byte> response, int number) =>
        TrySplit(response, out var user, out _) ? $"{Printable(user)} {Secret.Mask}" : Secret.Mask;

    /// <summary>A name may hold spaces: the digest stands behind the last.</summary>
    private static bool TrySplit(ReadOnlySpan<byte> response, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> digest)
    {
        var space = response.LastIndexOf((byte)' ');
        user = space < 0 ? default : response[..space];
        digest = response[(space + 1)..];
        return space > 0 && digest.Length == Digits && !digest.ContainsAnyExcept(Hexadecimal);
    }

    private sealed class Exchange : SaslExchange
    {
        private readonly SmtpSession session;

        public Exchange(SmtpSession session)
        {
            this.session = session;
            // RFC 2195 section 2: arbitrary digits, a timestamp, and the server's name, in the shape of a message id.
            var challenge = string.Create(
                CultureInfo.InvariantCulture,
                $"<{session.Options.NewNonce()}.{session.Status.StartedAt.ToUnixTimeSeconds()}@{session.Options.HostName}>");
            FirstChallenge = Encoding.ASCII.GetBytes(challenge);
        }

        public override byte[] FirstChallenge { get; }

        public override SaslStep Next(byte[] response)
        {
            if (!TrySplit(response, out var user, out var digest)) return SaslStep.Refuse(Replies.AuthShape.With("CRAM-MD5 takes: name SP 32 hexadecimal digits"));
            var name = Encoding.UTF8.GetString(user);
            if (session.Options.Users.IsAnybody)
                return SaslPrep.TryPrepare(name, out var prepared) && prepared.Length > 0 ? SaslStep.Accept(Printable(user)) : SaslStep.Refuse(Replies.AuthBad);
            var isKnown = session.Options.Users.TryFind(name, out var known);
            // A name that is unknown costs the same time as one that is known.
#pragma warning disable CA5351 // The mechanism is made of MD5; RFC 2195 knows no other.
            var expected = HMACMD5.HashData(known?.Password ?? [], FirstChallenge);
#pragma warning restore CA5351
            var given = Convert.FromHexString(Encoding.ASCII.GetString(digest));
            return CryptographicOperations.FixedTimeEquals(given, expected) && isKnown && known!.Password is not null
                ? SaslStep.Accept(known.Name)
                : SaslStep.Refuse(Replies.AuthBad);
        }
    }
}
