using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>The statements behind what is handed over to other hosts.</summary>
internal sealed class HandoverStatements(SqliteFile file)
{
    /// <summary>Notes what became of a message for one recipient; a later try replaces an earlier one.</summary>
    public Statement Settle { get; } = file.Prepare("""
        INSERT INTO handover(content_id, domain, recipient, state, at_us, reply) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT(content_id, domain, recipient) DO UPDATE SET state = excluded.state, at_us = excluded.at_us, reply = excluded.reply
        """);

    /// <summary>Forgets a message whose octets are gone: their number may be given again.</summary>
    public Statement Forget { get; } = file.Prepare("DELETE FROM handover WHERE content_id = ?1");
}
