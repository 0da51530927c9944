using System.Text.Json;
using MailSink.Messages.Mime;
using MailSink.Messages.Projection;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Rows;
using Microsoft.Data.Sqlite;

namespace MailSink.Messages;

/// <summary>
/// The recipients mail has come for, which VRFY and EXPN may tell of. Only the key of table <c>address</c> is walked, from one
/// address to the next, and only so far: a question costs the same over ten messages and over ten million.
/// </summary>
internal sealed class MailboxDirectory(StoreReaders readers, StoreHead head, ProjectionWatermark watermark)
{
    /// <summary>Different addresses that are looked at for one question.</summary>
    private const int MostAddresses = 2000;

    private const string NextAddress = "SELECT min(value) FROM address WHERE value > $after AND value < $before";

    private const string NewestRecipient = """
        SELECT p.addresses FROM projection p WHERE p.seq = (
            SELECT seq FROM (SELECT seq, kind FROM address WHERE value = $value ORDER BY seq DESC LIMIT 200) WHERE kind & $kind LIMIT 1)
        """;

    /// <summary>Behind every address: no UTF-8 text has this octet.</summary>
    private const string Last = "\U0010FFFF";

    /// <inheritdoc cref="ISessionHost.FindMailboxesAsync" />
    public async ValueTask<IReadOnlyList<KnownMailbox>?> FindAsync(MailboxQuestion question, int most)
    {
        try
        {
            // A message that was acknowledged before the question counts.
            await watermark.WaitForAsync(head.Newest.Seq, CancellationToken.None);
            return await Task.Run(() => Find(question with { LocalPart = question.LocalPart.ToLowerInvariant() }, most));
        }
        catch (ProjectionBehindException)
        {
            return null;
        }
        catch (SqliteException)
        {
            // The database is busy or damaged: a question is not worth more than "cannot tell".
            return null;
        }
    }

    private List<KnownMailbox> Find(MailboxQuestion question, int most)
    {
        using var reader = readers.Open();
        var found = new List<KnownMailbox>();
        if (question is { LocalPart.Length: > 0, Domain.Length: > 0 })
        {
            // The first that is known: all spellings are the same mailbox.
            foreach (var domain in DomainForm.Spellings(question.Domain))
                if (found.Count == 0) Add(found, reader.Connection, $"{question.LocalPart}@{domain}");
            return found;
        }

        List<string> endings = [.. DomainForm.Spellings(question.Domain).Select(domain => "@" + domain)];
        // '@' and the character behind it enclose every address of a local-part.
        var (after, before) = question.LocalPart.Length > 0 ? ($"{question.LocalPart}@", $"{question.LocalPart}A") : ("", Last);
        for (var i = 0; i < MostAddresses && found.Count < most && Next(reader.Connection, after, before) is { } value; i++)
        {
            if (question.Domain.Length == 0 || endings.Any(ending => value.EndsWith(ending, StringComparison.Ordinal))) Add(found, reader.Connection, value);
            after = value;
        }

        return found;
    }

    private static string? Next(SqliteConnection connection, string after, string before)
    {
        using var command = connection.CreateCommand();
        command.CommandText = NextAddress;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$before", before);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Adds an address when it was a recipient, spelt and named as the newest header that has it spells and names it.</summary>
    private static void Add(List<KnownMailbox> found, SqliteConnection connection, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = NewestRecipient;
        command.Parameters.AddWithValue("$value", value);
        command.Parameters.AddWithValue("$kind", (int)AddressKinds.Recipient);
        if (command.ExecuteScalar() is not byte[] json) return;
        var addresses = JsonSerializer.Deserialize(json, MailAddressesJson.Default.MailAddresses) ?? new MailAddresses();
        var named = addresses.To.Concat(addresses.Cc).FirstOrDefault(a => a.Address.Equals(value, StringComparison.OrdinalIgnoreCase));
        found.Add(new KnownMailbox(named?.Name ?? "", named?.Address ?? value));
    }
}
