using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>The statements behind what people do with stored messages.</summary>
internal sealed class EditStatements(SqliteFile file)
{
    /// <summary>Marks one message deleted.</summary>
    public Statement Delete { get; } = file.Prepare(
        "UPDATE message SET deleted_us = ?2 WHERE seq = ?1 AND deleted_us IS NULL RETURNING seq, inbox_id, size, flags, received_us");

    /// <summary>Marks one inbox's messages of a range deleted.</summary>
    public Statement DeleteRange { get; } = file.Prepare("""
        UPDATE message SET deleted_us = ?4 WHERE seq BETWEEN ?1 AND ?2 AND inbox_id = ?3 AND deleted_us IS NULL
        RETURNING seq, inbox_id, size, flags, received_us
        """);

    /// <summary>An inbox's blocks that hold live messages, from a block on.</summary>
    public Statement LiveBlock { get; } = file.Prepare(
        "SELECT min(block) FROM block WHERE inbox_id = ?1 AND block >= ?2 AND live > 0");

    public Statement Flags { get; } = file.Prepare(
        "SELECT inbox_id, flags, received_us FROM message WHERE seq = ?1 AND deleted_us IS NULL");

    public Statement SetFlags { get; } = file.Prepare("UPDATE message SET flags = ?2 WHERE seq = ?1");

    public Statement ClearTags { get; } = file.Prepare("DELETE FROM tag WHERE seq = ?1");

    public Statement AddTag { get; } = file.Prepare("INSERT OR IGNORE INTO tag(seq, name) VALUES (?1, ?2)");

    public Statement DeleteInbox { get; } = file.Prepare("DELETE FROM inbox WHERE id = ?1");

    public Statement DeleteInboxBlocks { get; } = file.Prepare("DELETE FROM block WHERE inbox_id = ?1");

    public Statement NextSession { get; } = file.Prepare("SELECT min(id) FROM session WHERE id > ?1 AND id <= ?2");

    public Statement DeleteSession { get; } = file.Prepare("DELETE FROM session WHERE id = ?1");

    public Statement DeleteSegments { get; } = file.Prepare("DELETE FROM segment WHERE session_id = ?1");
}
