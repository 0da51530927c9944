using System.Text;

namespace MailSink.Smtp;

/// <summary>Logs in (RFC 4954) with the best mechanism both sides know.</summary>
internal sealed class ClientLogin(SmtpClientSession session, ClientCredentials credentials)
{
    /// <summary>RFC 4954 section 4: a message that would make the line longer goes as an answer to an empty challenge.</summary>
    private const int LongestCommand = 510;

    /// <summary>Exchanges after which the other side only wants to keep this one busy.</summary>
    private const int MostSteps = 10;

    /// <summary>Logs in. A refusal leaves the session usable; where no mechanism may be used nothing is sent and the session ends.</summary>
    public async ValueTask<ClientAnswer> RunAsync()
    {
        if (Choose() is not { } mechanism) return session.Break(ClientFault.NoLogin, SessionEnd.Client);
        var secret = credentials.Secret;
        // Some servers repeat what they were told.
        session.Door.PeerSecrets = [secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))];
        var answer = await ExchangeAsync(mechanism);
        session.Door.PeerSecrets = [];
        return answer.IsPositive && !mechanism.IsProven ? session.Break(ClientFault.NoLogin, SessionEnd.Client) : answer;
    }

    private async ValueTask<ClientAnswer> ExchangeAsync(ClientMechanism mechanism)
    {
        var answer = await BeginAsync(mechanism);
        for (var step = 0; step < MostSteps && answer.Reply is { Code: 334 } challenge; step++)
        {
            var response = TryDecode(challenge.Lines[^1], out var octets) ? mechanism.Next(octets) : null;
            if (response is null)
            {
                // "*" gives up; what the server says to that is not worth more than the reason for it.
                await session.CommandAsync("*", "AUTH", session.Options.CommandTimeout);
                return session.Break(ClientFault.NoLogin, SessionEnd.Client);
            }

            answer = await session.CommandAsync(Convert.ToBase64String(response), "AUTH", session.Options.CommandTimeout, mechanism.Shown);
        }

        return answer.Reply is { IsIntermediate: true } ? session.Break(ClientFault.NoLogin, SessionEnd.Client) : answer;
    }

    private ValueTask<ClientAnswer> BeginAsync(ClientMechanism mechanism)
    {
        var command = $"AUTH {mechanism.Name}";
        if (mechanism.First() is not { } first) return session.CommandAsync(command, "AUTH", session.Options.CommandTimeout);
        var initial = first.Length == 0 ? "=" : Convert.ToBase64String(first);
        return command.Length + 1 + initial.Length > LongestCommand
            ? session.CommandAsync(command, "AUTH", session.Options.CommandTimeout)
            : session.CommandAsync($"{command} {initial}", "AUTH", session.Options.CommandTimeout, $"{command} {mechanism.Shown}");
    }

    private ClientMechanism? Choose()
    {
        if (!SaslPrep.TryPrepare(credentials.User, out var user) || !SaslPrep.TryPrepare(credentials.Secret, out var secret)) return null;
        var offered = session.Capabilities.Mechanisms;
        foreach (var mechanism in Known(user, secret))
        {
            if (!offered.Contains(mechanism.Name)) continue;
            if (credentials.Mechanisms.Count > 0 ? !credentials.Mechanisms.Contains(mechanism.Name) : mechanism is OAuthClient) continue;
            if (mechanism.SendsSecret && !session.IsSecure && !credentials.AllowClearText) continue;
            return mechanism;
        }

        return null;
    }

    /// <summary>The strongest first.</summary>
    private static IEnumerable<ClientMechanism> Known(string user, string secret) =>
    [
        new ScramClient(ScramHash.Sha256, user, secret, ScramClient.NewNonce()),
        new ScramClient(ScramHash.Sha1, user, secret, ScramClient.NewNonce()),
        new CramMd5Client(user, secret), new OAuthClient(user, secret), new PlainClient(user, secret), new LoginClient(user, secret),
    ];

    private static bool TryDecode(string base64, out byte[] octets)
    {
        octets = new byte[base64.Length];
        var isBase64 = Convert.TryFromBase64String(base64.Trim(), octets, out var length);
        octets = octets[..length];
        return isBase64;
    }
}
