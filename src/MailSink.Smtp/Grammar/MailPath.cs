namespace MailSink.Smtp;

/// <summary>Where a path departs from the grammar of RFC 5321 section 4.1.2, yet can be understood.</summary>
[Flags]
internal enum PathFlaws
{
    None = 0,
    SpaceBefore = 1,
    NoBrackets = 2,
    SourceRoute = 4,
    NoDomain = 8,
    LocalPart = 16,
    Domain = 32,
    LongLocalPart = 64,
    LongPath = 128,

    /// <summary>Legal only with SMTPUTF8.</summary>
    NonAscii = 256,
}

/// <summary>A reverse-path or forward-path as a command gave it.</summary>
/// <param name="Address">Mailbox without brackets and source route, as sent; empty for the null path.</param>
/// <param name="Flaws">What the grammar does not allow.</param>
/// <param name="Length">Octets of the argument the path took.</param>
internal readonly record struct MailPath(string Address, PathFlaws Flaws, int Length)
{
    public bool IsNull => Address.Length == 0;
}
