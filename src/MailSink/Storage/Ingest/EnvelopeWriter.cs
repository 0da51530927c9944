using System.Buffers;
using System.Text.Json;
using MailSink.Smtp;

namespace MailSink.Storage.Ingest;

/// <summary>Writes what <see cref="StoredEnvelope"/> reads, straight from the engine's objects and without allocating.</summary>
internal sealed class EnvelopeWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public EnvelopeWriter() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(Envelope envelope, SessionStatus? session, int lastLine, MessageId? reportOf = null)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        if (envelope.ReversePath.Length > 0) _json.WriteString("from"u8, envelope.ReversePath);
        WriteRecipients(envelope.Recipients);
        if (envelope.Body is not null) _json.WriteString("body"u8, envelope.Body);
        if (envelope.SmtpUtf8) _json.WriteBoolean("smtpUtf8"u8, true);
        if (envelope.DeclaredSize is { } size) _json.WriteNumber("size"u8, size);
        WriteParameters(envelope.Parameters);
        if (envelope.Requests is { PriorityChanged: true, Priority: { } priority }) _json.WriteNumber("priority"u8, priority);
        if (envelope.Via != ContentVia.Data) _json.WriteNumber("via"u8, (int)envelope.Via);
        if (envelope.Content != ContentFacts.None) _json.WriteNumber("facts"u8, (int)envelope.Content);
        if (envelope.FirstLine > 0) _json.WriteNumber("firstLine"u8, envelope.FirstLine);
        if (lastLine > 0) _json.WriteNumber("lastLine"u8, lastLine);
        if (envelope.AnswerLines > 1) _json.WriteNumber("answerLines"u8, envelope.AnswerLines);
        if (reportOf is { } original) _json.WriteString("reportOf"u8, original.ToString());
        WriteRules(envelope.RuleIds);
        WriteFindings(envelope.Findings);
        if (envelope.Forwarded is { } forwarded) WriteParameters("forwarded"u8, forwarded);
        if (session is not null) WriteClient(session);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void WriteRecipients(List<Recipient> recipients)
    {
        _json.WriteStartArray("recipients"u8);
        foreach (var recipient in recipients)
        {
            _json.WriteStartObject();
            _json.WriteString("address"u8, recipient.Address);
            WriteParameters(recipient.Parameters);
            if (recipient.Outcome is { } outcome) WriteOutcome(outcome);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteOutcome(RecipientOutcome outcome)
    {
        _json.WriteStartObject("outcome"u8);
        _json.WriteNumber("code"u8, outcome.Code);
        if (outcome.Enhanced is { } enhanced) _json.WriteString("enhanced"u8, enhanced);
        _json.WriteString("text"u8, outcome.Text);
        if (outcome.IsReported) _json.WriteBoolean("reported"u8, true);
        _json.WriteEndObject();
    }

    private void WriteParameters(IReadOnlyList<EsmtpParameter> parameters) => WriteParameters("parameters"u8, parameters);

    private void WriteParameters(ReadOnlySpan<byte> name, IReadOnlyList<EsmtpParameter> parameters)
    {
        if (parameters.Count == 0) return;
        _json.WriteStartArray(name);
        for (var i = 0; i < parameters.Count; i++)
        {
            _json.WriteStartObject();
            _json.WriteString("keyword"u8, parameters[i].Keyword);
            if (parameters[i].Value is { } value) _json.WriteString("value"u8, value);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteRules(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) return;
        _json.WriteStartArray("ruleIds"u8);
        for (var i = 0; i < ids.Count; i++) _json.WriteStringValue(ids[i]);
        _json.WriteEndArray();
    }

    private void WriteFindings(List<Finding> findings)
    {
        if (findings.Count == 0) return;
        _json.WriteStartArray("findings"u8);
        foreach (var finding in findings)
        {
            _json.WriteStartObject();
            _json.WriteString("id"u8, finding.Id);
            _json.WriteString("detail"u8, finding.Detail);
            if (finding.Line is { } line) _json.WriteNumber("line"u8, line);
            if (finding.Offset is { } offset) _json.WriteNumber("offset"u8, offset);
            _json.WriteNumber("count"u8, finding.Count);
            if (finding.Severity is { } severity) _json.WriteNumber("severity"u8, (int)severity);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteClient(SessionStatus session)
    {
        _json.WriteStartObject("client"u8);
        _json.WriteString("listener"u8, session.Listener);
        if (session.Helo is { } helo) _json.WriteString("helo"u8, helo);
        WriteAddress(session);
        if (session.AuthMechanism is { } mechanism) _json.WriteString("authMechanism"u8, mechanism);
        if (session.AuthUser is { } user) _json.WriteString("authUser"u8, user);
        if (session.TlsProtocol is { } protocol) _json.WriteString("tlsProtocol"u8, protocol);
        if (session.TlsCipher is { } cipher) _json.WriteString("tlsCipher"u8, cipher);
        if (session.TlsServerName is { } asked) _json.WriteString("tlsServerName"u8, asked);
        if (session.ClientCertificate is { } certificate) WriteCertificate(certificate);
        if (session.RemoteName is { } name) _json.WriteString("name"u8, name);
        _json.WriteNumber("startedUs"u8, session.StartedAt.ToUnixMicroseconds());
        _json.WriteEndObject();
    }

    private void WriteCertificate(ClientCertificate certificate)
    {
        _json.WriteStartObject("certificate"u8);
        _json.WriteString("subject"u8, certificate.Subject);
        _json.WriteString("issuer"u8, certificate.Issuer);
        _json.WriteStartArray("names"u8);
        foreach (var name in certificate.Names) _json.WriteStringValue(name);
        _json.WriteEndArray();
        _json.WriteString("sha256"u8, certificate.Sha256);
        if (certificate.Problem is { } problem) _json.WriteString("problem"u8, problem);
        _json.WriteEndObject();
    }

    private void WriteAddress(SessionStatus session)
    {
        if (session.Remote is not { } remote) return;
        Span<byte> address = stackalloc byte[64];
        if (remote.Address.TryFormat(address, out var length)) _json.WriteString("address"u8, address[..length]);
        _json.WriteNumber("port"u8, remote.Port);
    }
}
