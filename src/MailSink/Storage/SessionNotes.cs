using System.Text.Json;

namespace MailSink.Storage;

/// <summary>Column <c>session.findings</c>: what is to be said about a session beyond its row, as JSON.</summary>
internal sealed record SessionNotes
{
    public static readonly SessionNotes None = new();

    public IReadOnlyList<StoredFinding> Findings { get; set; } = [];

    /// <summary>Fault rules that acted, each once.</summary>
    public IReadOnlyList<string> RuleIds { get; set; } = [];

    /// <summary>The name the client asked for in TLS.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>The certificate the client showed.</summary>
    public StoredCertificate? Certificate { get; set; }

    public bool IsEmpty => Findings.Count == 0 && RuleIds.Count == 0 && TlsServerName is null && Certificate is null;

    /// <summary>Reads the column; null is nothing, and a list is how findings alone were once stored.</summary>
    public static SessionNotes Read(byte[]? json)
    {
        if (json is null) return None;
        return json is [(byte)'[', ..]
            ? new SessionNotes { Findings = JsonSerializer.Deserialize(json, StoredJson.Default.IReadOnlyListStoredFinding) ?? [] }
            : JsonSerializer.Deserialize(json, StoredJson.Default.SessionNotes) ?? None;
    }

    /// <summary>What the column holds, or null for nothing.</summary>
    public byte[]? Write() => IsEmpty ? null : JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.SessionNotes);
}
