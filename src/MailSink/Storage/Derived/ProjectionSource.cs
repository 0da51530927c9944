using Microsoft.Data.Sqlite;

namespace MailSink.Storage.Derived;

/// <summary>A stored message as projectors read it.</summary>
/// <param name="Seq"></param>
/// <param name="ContentId"></param>
/// <param name="ReceivedUs">When it was accepted, Unix microseconds.</param>
/// <param name="Envelope">UTF-8 JSON of a <see cref="StoredEnvelope"/>.</param>
/// <param name="Body">The octets, or null when they are in chunks.</param>
internal sealed record ProjectionSource(long Seq, long ContentId, long ReceivedUs, byte[] Envelope, byte[]? Body)
{
    private const int BatchMessages = 512;
    private const long BatchOctets = 8 * 1024 * 1024;

    private const string Sql = """
        SELECT m.seq, m.content_id, m.received_us, c.envelope, c.body
        FROM message m JOIN content c ON c.id = m.content_id
        WHERE m.seq > $after AND m.seq <= $head AND m.deleted_us IS NULL
        ORDER BY m.seq LIMIT $limit
        """;

    /// <summary>Reads the next messages in order.</summary>
    /// <param name="readers">Where from.</param>
    /// <param name="after">The last sequence number already seen.</param>
    /// <param name="head">The newest there is.</param>
    /// <returns>The messages, and the sequence number up to which there is nothing else.</returns>
    public static (List<ProjectionSource> Messages, long UpTo) ReadBatch(StoreReaders readers, long after, long head)
    {
        using var reader = readers.Open();
        using var command = reader.Connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$head", head);
        command.Parameters.AddWithValue("$limit", BatchMessages);
        var messages = new List<ProjectionSource>();
        var octets = 0L;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var message = Read(rows);
            messages.Add(message);
            octets += message.Body?.Length ?? 0;
            if (octets >= BatchOctets || messages.Count == BatchMessages) return (messages, message.Seq);
        }

        return (messages, head);
    }

    /// <summary>The first message that has not been purged; one beyond the head when there is none.</summary>
    public static long FirstSeq(StoreReaders readers, long head)
    {
        using var reader = readers.Open();
        using var command = reader.Connection.CreateCommand();
        command.CommandText = "SELECT min(seq) FROM message";
        return command.ExecuteScalar() is long seq ? seq : head + 1;
    }

    private static ProjectionSource Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));
}
