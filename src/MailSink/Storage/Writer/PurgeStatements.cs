using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>The statements that make room again.</summary>
internal sealed class PurgeStatements(SqliteFile file)
{
    /// <summary>A message that is marked deleted, whichever was marked first.</summary>
    public Statement Marked { get; } = file.Prepare("""
        SELECT seq, session_id, content_id, received_us FROM message
        WHERE deleted_us IS NOT NULL ORDER BY deleted_us LIMIT 1
        """);

    public Statement RemoveMessage { get; } = file.Prepare("DELETE FROM message WHERE seq = ?1");

    /// <summary>Keeps a purged message's lines for its session, whose transcript stays whole.</summary>
    public Statement Transcript { get; } = file.Prepare("SELECT transcript FROM content WHERE id = ?1");

    public Statement SessionOf { get; } = file.Prepare("SELECT last_seq FROM session WHERE id = ?1");

    public Statement Release { get; } = file.Prepare("UPDATE content SET refs = refs - 1 WHERE id = ?1 RETURNING refs, upload_id");

    public Statement RemoveContent { get; } = file.Prepare("DELETE FROM content WHERE id = ?1");

    public Statement RemoveChunk { get; } = file.Prepare(
        "DELETE FROM chunk WHERE id = (SELECT id FROM chunk WHERE id BETWEEN ?1 AND ?2 LIMIT 1)");

    public Statement RemoveUpload { get; } = file.Prepare("DELETE FROM upload WHERE id = ?1");

    /// <summary>The oldest live message behind a sequence number.</summary>
    public Statement Oldest { get; } = file.Prepare("""
        SELECT seq, received_us FROM message WHERE seq > ?1 AND deleted_us IS NULL ORDER BY seq LIMIT 1
        """);

    /// <summary>The next ended session behind an id and before another.</summary>
    public Statement NextSession { get; } = file.Prepare("""
        SELECT id, first_seq, last_seq FROM session WHERE id > ?1 AND id < ?2 AND ended_us IS NOT NULL ORDER BY id LIMIT 1
        """);

    /// <summary>Whether any message of a session is left.</summary>
    public Statement HasMessage { get; } = file.Prepare(
        "SELECT 1 FROM message WHERE seq BETWEEN ?2 AND ?3 AND session_id = ?1 LIMIT 1");

    public Statement Meta { get; } = file.Prepare(
        "INSERT INTO meta(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value");
}
