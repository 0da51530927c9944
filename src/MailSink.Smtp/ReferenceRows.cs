namespace MailSink.Smtp;

/// <summary>Where a command may be given and what it is; the command table's public face.</summary>
public sealed record CommandRow(
    string Name, string Syntax, IReadOnlyList<Phase> AllowedIn, LocalizedText Summary, LocalizedText Explanation,
    IReadOnlyList<int> Replies, string Reference);

/// <summary>An ESMTP extension as EHLO announces it.</summary>
public sealed record ExtensionRow(
    string Keyword, string? EhloSyntax, IReadOnlyList<string> MailParameters, IReadOnlyList<string> RcptParameters,
    IReadOnlyList<string> Commands, LocalizedText Summary, LocalizedText Explanation, string Reference)
{
    /// <summary>Off unless it is switched on: rare, experimental, or such that clients behave differently where it is offered.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Keywords of the extensions without which it cannot be offered.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <summary>A reply code: three digits, whatever text stands behind them.</summary>
public sealed record ReplyCodeRow(
    int Code, LocalizedText Meaning, LocalizedText Cause, LocalizedText NextStep, string Produced, string Reference);

/// <summary>An enhanced status code (RFC 3463): class.subject.detail.</summary>
public sealed record EnhancedStatusRow(string Code, LocalizedText Meaning, LocalizedText NextStep, string Reference)
{
    /// <summary>What brings it about.</summary>
    public LocalizedText Cause { get; init; } = new("", "");
}

/// <summary>Something a tutorial of SMTP tells, and how it is.</summary>
/// <param name="Topic">Command, keyword or code, the same in every language.</param>
/// <param name="Told">What is often told.</param>
/// <param name="Really">How it is.</param>
/// <param name="Reference">Where that stands.</param>
public sealed record TutorialRow(string Topic, LocalizedText Told, LocalizedText Really, string Reference);

/// <summary>A row of the lint catalogue.</summary>
public sealed record LintRow(string Id, Severity Severity, LocalizedText Title, LocalizedText Explanation, string Reference);
