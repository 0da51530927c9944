namespace MailSink.Smtp;

/// <summary>Every extension the engine knows, in the order EHLO lists them.</summary>
public static class ExtensionTable
{
    /// <summary>Whether it is on offer is asked outside its own file.</summary>
    internal static readonly Extension
        Pipelining = new PipeliningExtension(), Size = new SizeExtension(), BinaryMime = new BinaryMimeExtension(),
        StartTls = new StartTlsExtension(), Limits = new LimitsExtension(), PipeConnect = new PipeConnectExtension(), Utf8Smtp = new Utf8SmtpExtension();

    internal static readonly IReadOnlyList<Extension> All = Number(
    [
        Pipelining, Size, new EightBitMimeExtension(), new SmtpUtf8Extension(), new ChunkingExtension(), BinaryMime,
        new EnhancedStatusCodesExtension(), new DsnExtension(), new DeliverByExtension(), new FutureReleaseExtension(),
        new PriorityExtension(), new RequireTlsExtension(), Limits, new ValidSinceExtension(), new NoSolicitingExtension(),
        new MessageTrackingExtension(), new SubmitterExtension(), new PerRecipientExtension(), PipeConnect,
        new ConversionPermissionExtension(), new ContentNegotiationExtension(), new CheckpointExtension(), Utf8Smtp, new BurlExtension(),
        StartTls, new AuthExtension(),
        new VerifyExtension(), new ExpandExtension(), new HelpExtension(),
        new EtrnExtension(), new AtrnExtension(), new TurnExtension(),
        new XclientExtension(), new XforwardExtension(),
    ]);

    /// <summary>The reference rows.</summary>
    public static IReadOnlyList<ExtensionRow> Rows { get; } = [.. All.Select(extension => extension.Row)];

    internal static IReadOnlyDictionary<string, ParameterRule<Envelope>> MailParameters { get; } = Collect(extension => extension.MailParameters);

    internal static IReadOnlyDictionary<string, ParameterRule<Recipient>> RcptParameters { get; } = Collect(extension => extension.RcptParameters);

    /// <summary>Bits of the extensions that are on when nothing is switched.</summary>
    internal static ulong OfferedByDefault { get; } = Offered(new HashSet<string>(), new HashSet<string>());

    /// <summary>The row of a keyword in any case, or null.</summary>
    public static ExtensionRow? Find(string keyword) => Rows.FirstOrDefault(row => row.Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a listener offers an extension, where a session gives it a place.</summary>
    public static bool IsOffered(SmtpOptions options, string keyword) =>
        All.Any(extension => extension.Row.Keyword == keyword && (options.Offered & extension.Bit) != 0);

    /// <summary>Whether a text is a solicitation class as NO-SOLICITING has them (RFC 3865 section 2.2).</summary>
    public static bool IsSolicitationClass(string text) => NoSolicitingExtension.IsClass(text);

    /// <summary>The extensions left when some are switched off, some switched on, and those that miss one they need fall away.</summary>
    /// <returns>Their bits.</returns>
    internal static ulong Offered(IReadOnlySet<string> disabled, IReadOnlySet<string> enabled)
    {
        var left = All.Where(e => !disabled.Contains(e.Row.Keyword) && (!e.Row.IsOptional || enabled.Contains(e.Row.Keyword))).ToList();
        while (left.RemoveAll(e => e.Row.Needs.Any(needed => left.All(other => other.Row.Keyword != needed))) > 0)
        {
            // What needed one of those that fell away falls too.
        }

        return left.Aggregate(0ul, (bits, extension) => bits | extension.Bit);
    }

    /// <summary>What EHLO answers behind its first line.</summary>
    internal static List<string> EhloLines(SmtpSession session)
    {
        var lines = new List<string>(All.Count);
        foreach (var extension in All)
        {
            if (!extension.IsOffered(session)) continue;
            if (extension.EhloLine(session) is { } line) lines.Add(line);
            if (extension.SecondEhloLine(session) is { } second) lines.Add(second);
        }

        return lines;
    }

    private static Extension[] Number(Extension[] extensions)
    {
        for (var i = 0; i < extensions.Length; i++) extensions[i].Bit = 1ul << i;
        return extensions;
    }

    private static Dictionary<string, ParameterRule<TTarget>> Collect<TTarget>(Func<Extension, IReadOnlyList<ParameterRule<TTarget>>> parameters)
    {
        var rules = new Dictionary<string, ParameterRule<TTarget>>(StringComparer.Ordinal);
        foreach (var extension in All)
        {
            foreach (var rule in parameters(extension))
            {
                rule.Owner = extension;
                rules.Add(rule.Keyword, rule);
            }
        }

        return rules;
    }
}
