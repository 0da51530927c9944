namespace MailSink.Smtp;

/// <summary>Every extension the engine offers, in the order EHLO lists them.</summary>
public static class ExtensionTable
{
    internal static readonly IReadOnlyList<Extension> All =
    [
        new PipeliningExtension(), new SizeExtension(), new EightBitMimeExtension(), new SmtpUtf8Extension(), new ChunkingExtension(),
        new EnhancedStatusCodesExtension(), new StartTlsExtension(), new AuthExtension(), new VerifyExtension(), new ExpandExtension(), new HelpExtension(),
    ];

    /// <summary>The reference rows.</summary>
    public static IReadOnlyList<ExtensionRow> Rows { get; } = [.. All.Select(extension => extension.Row)];

    internal static IReadOnlyDictionary<string, ParameterRule> MailParameters { get; } =
        All.SelectMany(extension => extension.MailParameters).ToDictionary(rule => rule.Keyword);

    internal static IReadOnlyDictionary<string, ParameterRule> RcptParameters { get; } =
        All.SelectMany(extension => extension.RcptParameters).ToDictionary(rule => rule.Keyword);

    /// <summary>What EHLO answers behind its first line.</summary>
    internal static List<string> EhloLines(SmtpSession session)
    {
        var lines = new List<string>(All.Count);
        foreach (var extension in All)
        {
            if (session.Options.DisabledExtensions.Contains(extension.Row.Keyword)) continue;
            if (extension.EhloLine(session) is { } line) lines.Add(line);
            if (extension.SecondEhloLine(session) is { } second) lines.Add(second);
        }

        return lines;
    }
}
