using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>The statements behind every accepted message and session.</summary>
internal sealed class IngestStatements(SqliteFile file)
{
    public Statement Content { get; } = file.Prepare(
        "INSERT INTO content(id, refs, upload_id, envelope, transcript, body) VALUES (?1, 1, ?2, ?3, ?4, ?5)");

    public Statement Message { get; } = file.Prepare("""
        INSERT INTO message(seq, inbox_id, session_id, content_id, received_us, size, flags, from_name, from_addr, to_summary, subject, message_id)
        VALUES (?1, ?2, ?3, ?1, ?4, ?5, ?11, ?6, ?7, ?8, ?9, ?10)
        """);

    public Statement Block { get; } = file.Prepare("""
        INSERT INTO block(inbox_id, block, live, unread, octets) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT(inbox_id, block) DO UPDATE SET
            live = live + excluded.live, unread = unread + excluded.unread, octets = octets + excluded.octets
        """);

    public Statement Upload { get; } = file.Prepare(
        "INSERT INTO upload(id, started_us, size) VALUES (?1, ?2, 0) ON CONFLICT(id) DO NOTHING");

    public Statement UploadSize { get; } = file.Prepare("UPDATE upload SET size = ?2 WHERE id = ?1");

    public Statement Chunk { get; } = file.Prepare("INSERT INTO chunk(id, data) VALUES (?1, ?2)");

    public Statement Inbox { get; } = file.Prepare("INSERT INTO inbox(id, name, created_us) VALUES (?1, ?2, ?3)");

    public Statement Segment { get; } = file.Prepare("INSERT OR REPLACE INTO segment(session_id, line, data) VALUES (?1, ?2, ?3)");

    public Statement Session { get; } = file.Prepare("""
        INSERT OR REPLACE INTO session(id, started_us, ended_us, inbox_id, listener, helo, address, port, auth_mechanism, auth_user,
            tls_protocol, tls_cipher, phase, commands, message_count, worst_reply, ended_by, octets_in, octets_out,
            lint_errors, lint_warnings, first_seq, last_seq, findings)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
        """);
}
