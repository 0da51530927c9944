namespace MailSink.Reference;

/// <summary>A command of the engine's table.</summary>
public sealed record CommandDto(
    string Name, string Syntax, IReadOnlyList<string> AllowedIn, string Summary, string Explanation, IReadOnlyList<int> Replies, string Reference);

/// <summary>A reply code and the replies of that code the engine gives.</summary>
public sealed record ReplyCodeDto(
    int Code, string Meaning, string Cause, string NextStep, string Produced, string Reference, IReadOnlyList<ReplyDto> Replies);

/// <summary>One reply the engine gives.</summary>
/// <param name="Id">As transcripts name it.</param>
/// <param name="Enhanced">Enhanced status code, or null.</param>
/// <param name="Text">What follows the codes; <c>{0}</c> is filled in.</param>
/// <param name="Meaning">Why it is said.</param>
public sealed record ReplyDto(string Id, string? Enhanced, string Text, string Meaning);

/// <summary>An enhanced status code (RFC 3463).</summary>
public sealed record EnhancedCodeDto(string Code, string Meaning, string Cause, string NextStep, string Reference);

/// <summary>An extension as EHLO announces it.</summary>
/// <param name="Offered">This server offers it, where a session has a place for it (inside TLS, on a submission port); else it is off here.</param>
public sealed record ExtensionDto(
    string Keyword, string? EhloSyntax, IReadOnlyList<string> MailParameters, IReadOnlyList<string> RcptParameters,
    IReadOnlyList<string> Commands, string Summary, string Explanation, string Reference, bool Offered);

/// <summary>A row of the lint catalogue.</summary>
public sealed record LintDto(string Id, string Severity, string Title, string Explanation, string Reference);

/// <summary>Something a tutorial of SMTP tells, and how it is.</summary>
public sealed record TutorialDto(string Topic, string Told, string Really, string Reference);
