using System.Text;

namespace MailSink.Smtp;

/// <summary>What XOAUTH2 and OAUTHBEARER share: key-value pairs with a ^A behind each, and a token among them.</summary>
internal static class BearerToken
{
    /// <summary>Ends a pair.</summary>
    public const char Separator = '\u0001';

    private const string Scheme = "Bearer ";

    /// <summary>Reads <c>key=value ^A … ^A</c>.</summary>
    /// <returns>Null when the text has another shape, or a pair comes twice.</returns>
    public static Dictionary<string, string>? ReadPairs(string text)
    {
        if (text.Length < 2 || text[^1] != Separator || text[^2] != Separator) return null;
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text[..^1].Split(Separator, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !pairs.TryAdd(pair[..equals], pair[(equals + 1)..])) return null;
        }

        return pairs;
    }

    /// <summary>The token, or null when there is none of the scheme Bearer (RFC 6750 section 2.1).</summary>
    public static string? Find(Dictionary<string, string> pairs)
    {
        if (!pairs.TryGetValue("auth", out var value) || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = value[Scheme.Length..].Trim(' ');
        return token.Length > 0 ? token : null;
    }

    /// <summary>The pairs as a transcript may show them.</summary>
    public static string Show(Dictionary<string, string> pairs)
    {
        var shown = pairs.Where(pair => IsPublic(pair.Key)).Select(pair => $"{pair.Key}={SaslMechanism.Printable(Encoding.UTF8.GetBytes(pair.Value))}");
        return string.Join(' ', [.. shown, $"auth={Scheme}{Secret.Mask}"]);
    }

    private static bool IsPublic(string key) => key.ToUpperInvariant() is "USER" or "HOST" or "PORT";
}

/// <summary>
/// An exchange of one response, which on failure goes on: the server tells in JSON what was wrong, the client answers with
/// nothing that matters, and only then comes the 535.
/// </summary>
internal abstract class BearerExchange : SaslExchange
{
    private bool failed;

    public override SaslStep Next(byte[] response)
    {
        if (failed) return SaslStep.Refuse(Replies.AuthBad);
        var step = Check(Encoding.UTF8.GetString(response));
        if (step.Refusal.Row != Replies.AuthBad) return step;
        failed = true;
        return SaslStep.Ask(Failure);
    }

    /// <summary>What a failure is explained with.</summary>
    protected abstract byte[] Failure { get; }

    /// <summary>Decides about the response.</summary>
    protected abstract SaslStep Check(string response);
}
