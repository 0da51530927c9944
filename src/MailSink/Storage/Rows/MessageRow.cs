namespace MailSink.Storage.Rows;

/// <summary>Table <c>message</c>: one message in one inbox; narrow, so that lists read few pages.</summary>
public sealed class MessageRow
{
    /// <summary>Sequence number, given by the writer at commit: order is visibility. Never given twice.</summary>
    public long Seq { get; set; }

    public long InboxId { get; set; }

    /// <summary>The session that brought it; 0 when it came by REST.</summary>
    public long SessionId { get; set; }

    public long ContentId { get; set; }

    /// <summary>Acceptance, Unix microseconds; never smaller than its predecessor's.</summary>
    public long ReceivedUs { get; set; }

    /// <summary>Octets of the content.</summary>
    public long Size { get; set; }

    public MessageMarks Flags { get; set; }

    /// <summary>Marked deleted at, Unix microseconds; null while it is alive. A purge removes the row later.</summary>
    public long? DeletedUs { get; set; }

    /// <summary>Display name of the header From, decoded; empty when there is none.</summary>
    public string FromName { get; set; } = "";

    /// <summary>Address of the header From, else the reverse-path.</summary>
    public string FromAddr { get; set; } = "";

    /// <summary>The header To as a short text for lists, else the recipients.</summary>
    public string ToSummary { get; set; } = "";

    public string Subject { get; set; } = "";

    /// <summary>Message-ID without its angle brackets; empty when missing.</summary>
    public string MessageIdHeader { get; set; } = "";
}

[Flags]
public enum MessageMarks
{
    None = 0,
    Read = 1,

    /// <summary>No parser understands it: shown raw.</summary>
    Unparsable = 2,

    /// <summary>It may ask for a delivery report (RFC 3461).</summary>
    ReportDue = 4,
}

/// <summary>Table <c>content</c>: octets and envelope, shared by the rows of one mail that went to several inboxes.</summary>
public sealed class ContentRow
{
    public long Id { get; set; }

    /// <summary>How many <c>message</c> rows point here.</summary>
    public int Refs { get; set; }

    /// <summary>The <c>upload</c> whose chunks are the body, or null when <see cref="Body"/> is.</summary>
    public long? UploadId { get; set; }

    /// <summary>Envelope and client as UTF-8 JSON.</summary>
    public byte[] Envelope { get; set; } = [];

    /// <summary>The transaction's transcript lines, encoded.</summary>
    public byte[] Transcript { get; set; } = [];

    /// <summary>The octets as received, up to 256 KiB.</summary>
    public byte[]? Body { get; set; }
}

/// <summary>Table <c>chunk</c>: 256 KiB of a large body; id = upload id &lt;&lt; 20 | number from 0.</summary>
public sealed class ChunkRow
{
    public long Id { get; set; }
    public byte[] Data { get; set; } = [];
}

/// <summary>Table <c>upload</c>: a body being written in chunks; without a <c>content</c> row it is an orphan, swept at start.</summary>
public sealed class UploadRow
{
    public long Id { get; set; }
    public long StartedUs { get; set; }
    public long Size { get; set; }
}

/// <summary>Table <c>session</c>: one connection that said something.</summary>
public sealed class SessionRow
{
    /// <summary>Start in milliseconds &lt;&lt; 20 | counter: unique, in order, given without asking the database.</summary>
    public long Id { get; set; }

    public long StartedUs { get; set; }

    /// <summary>End, Unix microseconds; null while it lives or when the process was killed.</summary>
    public long? EndedUs { get; set; }

    public long InboxId { get; set; }
    public string Listener { get; set; } = "";
    public string Helo { get; set; } = "";
    public string Address { get; set; } = "";
    public int Port { get; set; }
    public string AuthMechanism { get; set; } = "";
    public string AuthUser { get; set; } = "";
    public string TlsProtocol { get; set; } = "";
    public string TlsCipher { get; set; } = "";

    /// <summary>Last phase (<see cref="Smtp.Phase"/>).</summary>
    public int Phase { get; set; }

    public int Commands { get; set; }
    public int MessageCount { get; set; }
    public int WorstReply { get; set; }

    /// <summary><see cref="Smtp.SessionEnd"/>, or null.</summary>
    public int? EndedBy { get; set; }

    public long OctetsIn { get; set; }
    public long OctetsOut { get; set; }
    public int LintErrors { get; set; }
    public int LintWarnings { get; set; }

    /// <summary>First and last <c>message.seq</c> it brought, 0 when none: a range to look in.</summary>
    public long FirstSeq { get; set; }

    public long LastSeq { get; set; }

    /// <summary>Findings as UTF-8 JSON, or null.</summary>
    public byte[]? Findings { get; set; }
}

/// <summary>Table <c>segment</c>: transcript lines of a session that stand with no stored mail; key (session, first line).</summary>
public sealed class SegmentRow
{
    public long SessionId { get; set; }
    public int Line { get; set; }
    public byte[] Data { get; set; } = [];
}

/// <summary>Table <c>block</c>: counters of 1,024 sequence numbers in one inbox, for totals, rank and retention.</summary>
public sealed class BlockRow
{
    public long InboxId { get; set; }

    /// <summary>seq &gt;&gt; 10.</summary>
    public long Block { get; set; }

    public int Live { get; set; }
    public int Unread { get; set; }
    public long Octets { get; set; }
}

/// <summary>Table <c>inbox</c>; id 1 is <c>default</c>.</summary>
public sealed class InboxRow
{
    public long Id { get; set; }
    public string Name { get; set; } = "";
    public long CreatedUs { get; set; }
}

/// <summary>Table <c>tag</c>; key (seq, name).</summary>
public sealed class TagRow
{
    public long Seq { get; set; }
    public string Name { get; set; } = "";
}

/// <summary>Table <c>meta</c>: key and value.</summary>
public sealed class MetaRow
{
    public string Key { get; set; } = "";
    public string Value { get; set; } = "";
}
