using System.Text;

namespace MailSink.Smtp;

/// <summary>
/// SCRAM (RFC 5802, RFC 7677): both sides prove that they know the password, and neither tells it. The server has to know it too,
/// and so it is offered where users are configured.
/// </summary>
/// <param name="hash">What it hashes with.</param>
/// <param name="isBound">The -PLUS form, which binds the login to the TLS it runs in.</param>
internal sealed class ScramMechanism(ScramHash hash, bool isBound) : SaslMechanism
{
    public override string Name { get; } = isBound ? hash.Mechanism + "-PLUS" : hash.Mechanism;

    public override bool IsPossible(SmtpSession session) =>
        session.Options.Users.HaveKeys(hash) && (!isBound || session.Tls is not null);

    public override SaslExchange Start(SmtpSession session) => new ScramExchange(session, hash, isBound);

    public override string Show(ReadOnlySpan<byte> response, int number)
    {
        var message = Encoding.UTF8.GetString(response);
        if (number == 0 && ScramFirst.Read(message) is { } first)
            return Printable(Encoding.UTF8.GetBytes($"{first.HeaderText}n={first.User},r={first.Nonce}"));
        return number == 1 && ScramFinal.Read(message) is { } final ? $"{Printable(Encoding.UTF8.GetBytes(final.WithoutProof))},p={Secret.Mask}" : Secret.Mask;
    }
}
