using System.Text.Json;
using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>
/// Puts right what a killed process left behind: uploads without a message, sessions without an end, messages whose session's row
/// was not written yet. Runs before the writer starts, in one transaction.
/// </summary>
internal static class Recovery
{
    // A session's row is written within two seconds of its first line, so only the newest messages can lack it.
    private const long LookBackUs = 10_000_000;
    private const int MostMessages = 100_000;

    /// <returns>Uploads whose chunks are to be removed.</returns>
    public static List<long> Run(SqliteFile file, long nowUs)
    {
        file.Execute("BEGIN IMMEDIATE");
        foreach (var behind in FindBehind(file))
        {
            if (behind.HasRow) CorrectSession(file, behind);
            else AddSession(file, behind);
        }

        // A session that was open when the process was killed ended then; nobody knows by whom.
        using (var open = file.PrepareOnce("UPDATE session SET ended_us = max(started_us, min(?1, coalesce((SELECT max(received_us) FROM message WHERE seq = last_seq), started_us))) WHERE ended_us IS NULL"))
            open.Bind(1, nowUs).Run();
        file.Execute("COMMIT");
        return FindUploads(file);
    }

    private static List<long> FindUploads(SqliteFile file)
    {
        var uploads = new List<long>();
        using var rows = file.PrepareOnce("SELECT id FROM upload WHERE NOT EXISTS (SELECT 1 FROM content WHERE upload_id = upload.id)");
        while (rows.Step()) uploads.Add(rows.Int64(0));
        return uploads;
    }

    private static List<Behind> FindBehind(SqliteFile file)
    {
        var behind = new Dictionary<long, Behind>();
        using var newest = file.PrepareOnce("""
            SELECT m.seq, m.session_id, m.inbox_id, m.received_us, m.content_id, s.last_seq FROM message m LEFT JOIN session s ON s.id = m.session_id
            ORDER BY m.seq DESC
            """);
        var oldest = long.MinValue;
        for (var count = 0; count < MostMessages && newest.Step(); count++)
        {
            if (oldest == long.MinValue) oldest = newest.Int64(3) - LookBackUs;
            if (newest.Int64(3) < oldest) break;
            var seq = newest.Int64(0);
            if (newest.Int64(1) == 0 || newest.Int64(5) >= seq) continue;
            behind[newest.Int64(1)] = behind.TryGetValue(newest.Int64(1), out var known)
                ? known with { FirstSeq = seq, Messages = known.Messages + 1 }
                : new Behind(newest.Int64(1), newest.Int64(2), newest.Int64(4), newest.Int64(3), seq, seq, 1, !newest.IsNull(5));
        }

        return [.. behind.Values];
    }

    private static void AddSession(SqliteFile file, Behind orphan)
    {
        var client = ReadClient(file, orphan.ContentId);
        using var insert = file.PrepareOnce("""
            INSERT INTO session(id, started_us, ended_us, inbox_id, listener, helo, address, port, auth_mechanism, auth_user,
                tls_protocol, tls_cipher, phase, commands, message_count, worst_reply, ended_by, octets_in, octets_out,
                lint_errors, lint_warnings, first_seq, last_seq, findings)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, ?14, 0, NULL, 0, 0, 0, 0, ?15, ?16, ?17)
            """);
        insert.Bind(1, orphan.SessionId).Bind(2, client.StartedUs).Bind(3, orphan.ReceivedUs).Bind(4, orphan.InboxId)
            .BindText(5, client.Listener).BindText(6, client.Helo ?? "").BindText(7, client.Address ?? "").Bind(8, client.Port ?? 0)
            .BindText(9, client.AuthMechanism ?? "").BindText(10, client.AuthUser ?? "")
            .BindText(11, client.TlsProtocol ?? "").BindText(12, client.TlsCipher ?? "")
            .Bind(13, (int)Smtp.Phase.Closed).Bind(14, orphan.Messages).Bind(15, orphan.FirstSeq).Bind(16, orphan.LastSeq);
        if (new SessionNotes { TlsServerName = client.TlsServerName, Certificate = client.Certificate }.Write() is { } notes) insert.BindBlob(17, notes);
        else insert.BindNull(17);
        insert.Run();
    }

    private static StoredClient ReadClient(SqliteFile file, long contentId)
    {
        using var row = file.PrepareOnce("SELECT envelope FROM content WHERE id = ?1");
        row.Bind(1, contentId);
        var envelope = row.Step() ? JsonSerializer.Deserialize(row.Blob(0), StoredJson.Default.StoredEnvelope) : null;
        return envelope?.Client ?? new StoredClient();
    }

    private static void CorrectSession(SqliteFile file, Behind behind)
    {
        using var update = file.PrepareOnce("""
            UPDATE session SET message_count = message_count + ?2, last_seq = ?4,
                first_seq = CASE WHEN first_seq = 0 THEN ?3 ELSE first_seq END
            WHERE id = ?1
            """);
        update.Bind(1, behind.SessionId).Bind(2, behind.Messages).Bind(3, behind.FirstSeq).Bind(4, behind.LastSeq).Run();
    }

    /// <summary>A session whose row knows nothing of these messages, or is missing.</summary>
    private sealed record Behind(
        long SessionId, long InboxId, long ContentId, long ReceivedUs, long FirstSeq, long LastSeq, int Messages, bool HasRow);
}
