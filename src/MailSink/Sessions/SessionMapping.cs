using System.Globalization;
using System.Text.Json;
using MailSink.Messages;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Rows;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>Maps sessions and their lines to what the API says.</summary>
internal static class SessionMapping
{
    public static SessionDto Map(SessionRow row, string inbox, IReadOnlyList<string> messages) =>
        Map(row, inbox, messages, SessionNotes.Read(row.Findings));

    private static SessionDto Map(SessionRow row, string inbox, IReadOnlyList<string> messages, SessionNotes notes) => new()
    {
        Id = SessionId.Format(row.Id),
        StartedAt = UnixTime.FromUnixMicroseconds(row.StartedUs),
        EndedAt = row.EndedUs is { } ended ? UnixTime.FromUnixMicroseconds(ended) : null,
        Listener = row.Listener,
        Inbox = inbox,
        Client = new ClientDto(
            Known(row.Helo), Known(row.Address), row.Address.Length > 0 ? row.Port : null,
            row.TlsProtocol.Length > 0 ? new TlsDto(row.TlsProtocol, Known(row.TlsCipher), notes.TlsServerName, EnvelopeMapping.MapCertificate(notes.Certificate)) : null,
            row.AuthMechanism.Length > 0 ? new AuthDto(row.AuthMechanism, row.AuthUser) : null),
        State = StateName(row.EndedUs is null ? (Phase)row.Phase : Phase.Closed),
        Commands = row.Commands,
        Messages = messages,
        MessageCount = row.MessageCount,
        WorstReply = row.WorstReply > 0 ? row.WorstReply : null,
        EndedBy = row.EndedBy is { } by ? EndName((SessionEnd)by) : null,
        OctetsIn = row.OctetsIn,
        OctetsOut = row.OctetsOut,
        RuleIds = notes.RuleIds,
        Lint = [.. notes.Findings.Select(EnvelopeMapping.MapFinding)],
    };

    public static SessionDto Map(LiveSession session, IReadOnlyList<string> messages)
    {
        var status = session.Status;
        return new SessionDto
        {
            Id = session.SessionId,
            StartedAt = status.StartedAt,
            EndedAt = session.EndedAt,
            Listener = status.Listener,
            Inbox = session.Inbox,
            Client = new ClientDto(
                status.Helo, status.Remote?.Address.ToString(), status.Remote?.Port,
                status.TlsProtocol is { } protocol ? new TlsDto(protocol, status.TlsCipher, status.TlsServerName, EnvelopeMapping.MapCertificate(StoredCertificate.Of(status.ClientCertificate))) : null,
                status.AuthMechanism is { } mechanism ? new AuthDto(mechanism, status.AuthUser ?? "") : null,
                status.RemoteName),
            State = StateName(session.EndedAt is null ? status.Phase : Phase.Closed),
            Commands = status.Commands,
            Messages = messages,
            MessageCount = session.MessageCount,
            WorstReply = status.WorstReply > 0 ? status.WorstReply : null,
            EndedBy = session.EndedBy is { } by ? EndName(by) : null,
            OctetsIn = status.OctetsIn,
            OctetsOut = status.OctetsOut,
            RuleIds = session.RuleIds,
            Lint = [.. session.Findings.Select(f => EnvelopeMapping.MapFinding(StoredFinding.Of(f)))],
        };
    }

    public static LineDto Map(TranscriptEntry entry) => new(
        entry.Number,
        entry.At.TotalMilliseconds,
        SourceName(entry.Source),
        entry.Text,
        entry.Octets,
        entry.Command,
        entry.Source == LineSource.Server ? Reply(entry) : null,
        entry.MessageId?.ToString(),
        entry.RuleId,
        entry.Note);

    /// <summary>The code a server's line begins with, 0 when it begins with none.</summary>
    public static int CodeOf(string line) =>
        line.Length >= 3 && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    private static LineReplyDto? Reply(TranscriptEntry entry)
    {
        var code = CodeOf(entry.Text);
        if (code == 0) return null;
        var row = entry.ReplyId is null ? null : ReplyTable.FindById(entry.ReplyId);
        // Another server's reply has no row; its enhanced code stands in its text.
        var enhanced = row is null && entry.Text.Length > 4 ? PeerReply.EnhancedOf(code, entry.Text[4..]) : row?.Enhanced;
        return new LineReplyDto(entry.ReplyId ?? "", code, enhanced, code / 100);
    }

    private static string? Known(string value) => value.Length > 0 ? value : null;

    private static string SourceName(LineSource source) => source switch
    {
        LineSource.Client => "client",
        LineSource.Server => "server",
        _ => "event",
    };

    private static string StateName(Phase phase) => JsonNamingPolicy.CamelCase.ConvertName(phase.ToString());

    private static string EndName(SessionEnd end) => JsonNamingPolicy.CamelCase.ConvertName(end.ToString());
}
