using System.Text;

namespace MailSink.Smtp;

/// <summary>The argument MAIL and RCPT share: a path and parameters. Decides by strictness, and reports what it lets pass.</summary>
internal static class PathArgument
{
    /// <summary>The replies that differ between the two commands.</summary>
    internal sealed record Wording(ReplyRow Syntax, ReplyRow BadPath, ReplyRow Pasted);

    public static readonly Wording Sender = new(Replies.MailSyntax, Replies.BadSender, Replies.PastedLink);

    public static readonly Wording Recipient = new(Replies.RcptSyntax, Replies.BadRecipient, Replies.PastedRecipient);

    private const PathFlaws Understood = PathFlaws.SpaceBefore | PathFlaws.NoBrackets | PathFlaws.NoDomain | PathFlaws.LocalPart | PathFlaws.Domain;

    /// <param name="session">For strictness and findings.</param>
    /// <param name="argument">What stands behind the verb.</param>
    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>.</param>
    /// <param name="wording">The command's own replies.</param>
    /// <param name="path">The path; its length counts from the argument's start.</param>
    public static Reply Parse(
        SmtpSession session, ReadOnlySpan<byte> argument, ReadOnlySpan<byte> keyword, Wording wording, out MailPath path)
    {
        path = default;
        if (argument.Length < keyword.Length || !Ascii.EqualsIgnoreCase(argument[..keyword.Length], keyword)) return wording.Syntax;
        var text = argument[keyword.Length..];
        if (text.TrimStart(" <"u8) is [(byte)'[', ..] pasted && pasted.IndexOf("](mailto:"u8) > 0)
        {
            session.Findings.Report(SessionLint.TypingAccident, "a link pasted from formatted text");
            return wording.Pasted;
        }

        if (!PathParser.TryParse(text, out path)) return text.TrimStart((byte)' ').IsEmpty ? wording.Syntax : wording.BadPath;
        path = path with { Length = path.Length + keyword.Length };
        return path.Flaws == PathFlaws.None ? Reply.None : Judge(session, path, wording);
    }

    /// <summary>Reads the parameters and gives each to its rule.</summary>
    public static Reply Apply<TTarget>(
        SmtpSession session, ReadOnlySpan<byte> text, List<EsmtpParameter> parameters,
        IReadOnlyDictionary<string, ParameterRule<TTarget>> rules, TTarget target)
    {
        if (text.IsEmpty) return Reply.None;
        if (!EsmtpParameters.TryParse(text, parameters)) return Replies.ParameterBad;
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var isKnown = rules.TryGetValue(parameter.Keyword, out var rule);
            for (var j = 0; j < i; j++)
                if (parameters[j].Keyword == parameter.Keyword) return rule?.Twice ?? Replies.ParameterTwice;
            if (!isKnown || !rule!.Owner.IsOffered(session)
                || session.Hello != Hello.Ehlo && session.Options.Strict)
            {
                session.Findings.Report(SessionLint.ParameterNotOffered, parameter.Keyword);
                return Replies.ParameterUnknown;
            }

            if (session.Hello != Hello.Ehlo) session.Findings.Report(SessionLint.ParameterNotOffered, $"{parameter.Keyword} without EHLO");
            var refusal = rule.Apply(session, target, parameter.Value);
            if (refusal.Row is not null) return refusal;
        }

        return Reply.None;
    }

    private static Reply Judge(SmtpSession session, in MailPath path, Wording wording)
    {
        if (session.Options.Strict)
        {
            if ((path.Flaws & (PathFlaws.SpaceBefore | PathFlaws.NoBrackets)) != 0) return wording.Syntax;
            if ((path.Flaws & (PathFlaws.NoDomain | PathFlaws.LocalPart | PathFlaws.Domain)) != 0) return wording.BadPath;
        }

        if ((path.Flaws & Understood) != 0) session.Findings.Report(SessionLint.PathSyntax, $"{path.Flaws & Understood}: {path.Address}");
        if ((path.Flaws & PathFlaws.SourceRoute) != 0) session.Findings.Report(SessionLint.SourceRoute, path.Address);
        if ((path.Flaws & (PathFlaws.LongLocalPart | PathFlaws.LongPath)) != 0)
            session.Findings.Report(SessionLint.LongPath, $"{path.Flaws & (PathFlaws.LongLocalPart | PathFlaws.LongPath)}");
        return Reply.None;
    }
}
