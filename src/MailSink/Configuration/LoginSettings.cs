using MailSink.Smtp;

namespace MailSink.Configuration;

/// <summary>Who may log in, as an operator writes it: on the command line and in a file.</summary>
internal static class LoginSettings
{
    private const string Shape = "NAME:PASSWORD, neither of them empty or with control characters";

    /// <summary>What was written is never repeated: it holds a password.</summary>
    public static readonly ValueKind<SmtpUser> User = new("NAME:PASSWORD", Shape, TryReadUser, static _ => $"the value is not {Shape}");

    public static readonly ValueKind<string> UsersFile = new("FILE", "a file", TryReadPath);

    public static readonly ValueKind<string> Mechanism = new(
        "NAME", "one of " + string.Join(", ", SaslTable.Names), TryReadMechanism);

    /// <summary>Everybody who may log in.</summary>
    /// <exception cref="StartupException">The file cannot be read, or a name comes twice.</exception>
    public static SmtpUsers Read(SinkOptions options)
    {
        IReadOnlyList<SmtpUser> users = [.. options.SmtpUsers, .. options.SmtpUsersFile.Length > 0 ? ReadFile(options.SmtpUsersFile) : []];
        var twice = users.GroupBy(static user => user.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1);
        return twice is null ? new SmtpUsers(users) : throw new StartupException($"The user {twice.Key} is configured twice.");
    }

    private static List<SmtpUser> ReadFile(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"--smtp-users-file {path} cannot be read: {e.Message}", e);
        }

        var users = new List<SmtpUser>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].AsSpan().Trim().IsEmpty || lines[i].AsSpan().TrimStart()[0] == '#') continue;
            users.Add(ReadLine(lines[i]) ?? throw new StartupException($"--smtp-users-file {path}, line {i + 1}: not name:password or name:password:domain,domain."));
        }

        return users.Count > 0 ? users : throw new StartupException($"--smtp-users-file {path} names nobody.");
    }

    /// <summary><c>name:password[:domain,domain…]</c>; a name or password with a colon has no place in it.</summary>
    private static SmtpUser? ReadLine(string line)
    {
        var fields = line.Split(':');
        if (fields.Length is < 2 or > 3) return null;
        var domains = fields.Length < 3 ? [] : fields[2].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return domains.All(static domain => Uri.CheckHostName(domain) == UriHostNameType.Dns) ? SmtpUser.Create(fields[0], fields[1], domains) : null;
    }

    private static bool TryReadUser(string text, out SmtpUser value)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? null : SmtpUser.Create(text[..colon], text[(colon + 1)..], []);
        value = user!;
        return user is not null;
    }

    private static bool TryReadPath(string text, out string value)
    {
        value = text;
        return text.Length > 0 && !text.Contains('\0');
    }

    private static bool TryReadMechanism(string text, out string value)
    {
        value = text.ToUpperInvariant();
        return SaslTable.Names.Contains(value);
    }
}
