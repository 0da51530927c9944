namespace MailSink.Smtp;

/// <summary>Who logs in. The secret is given to the other side alone: no transcript and no <c>ToString</c> shows it.</summary>
/// <param name="user">Login name.</param>
/// <param name="secret">Password, or the bearer token of XOAUTH2.</param>
public sealed class ClientCredentials(string user, string secret)
{
    /// <summary>Login name.</summary>
    public string User => user;

    /// <summary>The mechanisms that may be used, upper case; empty for the best of those offered. XOAUTH2 is used only when named here.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    /// <summary>Send a readable secret (PLAIN, LOGIN, XOAUTH2) although there is no TLS.</summary>
    public bool AllowClearText { get; init; }

    internal string Secret => secret;
}
