namespace MailSink.Storage.Rows;

/// <summary>Table <c>projection</c> of derived.db: what parsing a message yielded. Made again when its version changes.</summary>
public sealed class ProjectionRow
{
    /// <summary><c>message.seq</c>.</summary>
    public long Seq { get; set; }

    /// <summary>0 ok, 1 partial, 2 failed.</summary>
    public int Parse { get; set; }

    public string Snippet { get; set; } = "";
    public int AttachmentCount { get; set; }
    public bool HasHtml { get; set; }
    public int LintErrors { get; set; }
    public int LintWarnings { get; set; }
    public int LintInfos { get; set; }

    /// <summary>The header's date, Unix microseconds, or null.</summary>
    public long? DateUs { get; set; }

    /// <summary>Addresses for lists as UTF-8 JSON: from, to, cc, bcc, replyTo.</summary>
    public byte[] Addresses { get; set; } = [];

    /// <summary>Name of the listener that took it, <c>rest</c> without SMTP.</summary>
    public string Listener { get; set; } = "";

    /// <summary><c>message.seq</c> of the message this is a delivery report about, or null.</summary>
    public long? ReportOf { get; set; }

    /// <summary>All that lint found, in the conversation and in the message, as UTF-8 JSON; null for nothing.</summary>
    public byte[]? Findings { get; set; }
}

/// <summary>Table <c>finding</c> of derived.db: which messages a finding is about; key (id, seq).</summary>
public sealed class FindingRow
{
    /// <summary>Id of the lint table.</summary>
    public string Id { get; set; } = "";

    public long Seq { get; set; }
}

/// <summary>Table <c>address</c> of derived.db: one row for each address a message can be found by; key (value, seq).</summary>
public sealed class AddressRow
{
    public long Seq { get; set; }

    /// <summary>All places of the message where the address stands: one row a message keeps a search in the order of the key.</summary>
    public AddressKinds Kind { get; set; }

    /// <summary>Lower case, as compared.</summary>
    public string Value { get; set; } = "";
}

/// <summary>Table <c>parameter</c> of derived.db: what MAIL and RCPT asked for; key (text, seq).</summary>
public sealed class ParameterRow
{
    /// <summary>
    /// As sent but in lower case, and besides it the keyword alone, so that a search for either goes in the order of the key:
    /// <c>notify</c> and <c>notify=success,delay</c>.
    /// </summary>
    public string Text { get; set; } = "";

    public long Seq { get; set; }
}

/// <summary>Table <c>recipient_domain</c> of derived.db: whose mail a message is; key (domain, seq).</summary>
public sealed class RecipientDomainRow
{
    /// <summary>Canonical, its labels in reverse order, so that a domain and those below it stand together: <c>org.example.mail</c>.</summary>
    public string Domain { get; set; } = "";

    public long Seq { get; set; }

    /// <summary>How many different recipients it has there.</summary>
    public int Recipients { get; set; }
}

[Flags]
public enum AddressKinds
{
    None = 0,
    ReversePath = 1,
    Recipient = 2,
    From = 4,
    To = 8,
    Cc = 16,
    Bcc = 32,
}
