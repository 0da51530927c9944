using MailSink.Smtp;
using MailSink.Storage.Rows;
using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Derived;

/// <summary>What parsing one message yielded.</summary>
/// <param name="Projection">What lists show.</param>
/// <param name="Addresses">What it is found by.</param>
/// <param name="Findings">Ids of the lint table, each once.</param>
/// <param name="Parameters">What MAIL and RCPT asked for, as <see cref="ParameterRow.Text"/> has it, each once.</param>
/// <param name="Domains">Whose mail it is.</param>
internal sealed record DerivedMessage(
    ProjectionRow Projection, IReadOnlyList<AddressRow> Addresses, IReadOnlyCollection<string> Findings, IReadOnlyCollection<string> Parameters,
    IReadOnlyList<RecipientDomainRow> Domains);

/// <summary>The one connection that writes <c>derived.db</c>; used by one thread at a time.</summary>
internal sealed class DerivedWriter : IDisposable
{
    private readonly SqliteFile _file;
    private readonly Statement _project;
    private readonly Statement _address;
    private readonly Statement _finding;
    private readonly Statement _forgetAddresses;
    private readonly Statement _parameter;
    private readonly Statement _forgetParameters;
    private readonly Statement _domain;
    private readonly Statement _forgetDomains;
    private readonly Statement _watermark;
    private readonly string _machineStart;

    private DerivedWriter(SqliteFile file, string machineStart)
    {
        _file = file;
        _machineStart = machineStart;
        DerivedSchema.MarkUse(file, machineStart, closed: false);
        _project = file.Prepare("""
            INSERT OR REPLACE INTO projection(
                seq, parse, snippet, attachment_count, has_html, lint_errors, lint_warnings, lint_infos, date_us, addresses, listener,
                report_of, findings)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """);
        _address = file.Prepare("INSERT OR REPLACE INTO address(value, seq, kind) VALUES (?1, ?2, ?3)");
        _finding = file.Prepare("INSERT OR IGNORE INTO finding(id, seq) VALUES (?1, ?2)");
        _forgetAddresses = file.Prepare("DELETE FROM address WHERE seq = ?1");
        _parameter = file.Prepare("INSERT OR IGNORE INTO parameter(text, seq) VALUES (?1, ?2)");
        _forgetParameters = file.Prepare("DELETE FROM parameter WHERE seq = ?1");
        _domain = file.Prepare("INSERT OR REPLACE INTO recipient_domain(domain, seq, recipients) VALUES (?1, ?2, ?3)");
        _forgetDomains = file.Prepare("DELETE FROM recipient_domain WHERE seq = ?1");
        _watermark = file.Prepare("INSERT OR REPLACE INTO watermark(name, version, seq) VALUES (?1, ?2, ?3)");
    }

    /// <param name="path">A file that <see cref="DerivedSchema.Prepare"/> has seen.</param>
    /// <param name="machineStart">As given to <see cref="DerivedSchema.Prepare"/>.</param>
    public static DerivedWriter Open(string path, string machineStart) => new(DerivedSchema.Open(path), machineStart);

    /// <summary>How far the projector of that name and version has come; 0 for a new one, which starts again.</summary>
    public long Watermark(string name, long version)
    {
        using var statement = _file.PrepareOnce("SELECT seq FROM watermark WHERE name = ?1 AND version = ?2");
        return statement.BindText(1, name).Bind(2, version).Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Writes a batch and how far it goes, both or neither.</summary>
    /// <param name="name">The projector.</param>
    /// <param name="version">Its version.</param>
    /// <param name="seq">The last sequence number the batch covers.</param>
    /// <param name="messages">The batch.</param>
    /// <param name="rewrite">Rows of an earlier version may stand there.</param>
    public void Write(string name, long version, long seq, IReadOnlyList<DerivedMessage> messages, bool rewrite)
    {
        _file.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var message in messages) Write(message, rewrite);
            _watermark.BindText(1, name).Bind(2, version).Bind(3, seq).Run();
            _file.Execute("COMMIT");
        }
        catch (SqliteFailure)
        {
            Rollback();
            throw;
        }
    }

    /// <summary>Removes what says which messages a finding is about: all of them are read again.</summary>
    public void ForgetFindings() => _file.Execute("DELETE FROM finding");

    /// <summary>Removes what belongs to messages that are gone.</summary>
    /// <param name="firstSeq">The first message that is still there.</param>
    public void Forget(long firstSeq)
    {
        using var projections = _file.PrepareOnce("DELETE FROM projection WHERE seq < ?1");
        using var addresses = _file.PrepareOnce("DELETE FROM address WHERE seq < ?1");
        using var parameters = _file.PrepareOnce("DELETE FROM parameter WHERE seq < ?1");
        using var domains = _file.PrepareOnce("DELETE FROM recipient_domain WHERE seq < ?1");
        projections.Bind(1, firstSeq).Run();
        addresses.Bind(1, firstSeq).Run();
        using var findings = _file.PrepareOnce("DELETE FROM finding WHERE id = ?1 AND seq < ?2");
        foreach (var row in LintTable.Rows) findings.BindText(1, row.Id).Bind(2, firstSeq).Run();
        parameters.Bind(1, firstSeq).Run();
        domains.Bind(1, firstSeq).Run();
        _file.Execute("PRAGMA incremental_vacuum(1000)");
    }

    public void Dispose()
    {
        try
        {
            DerivedSchema.MarkUse(_file, _machineStart, closed: true);
        }
        catch (SqliteFailure)
        {
            // It stays marked as in use and is made again after the machine's next start: that is the safe side.
        }

        _file.Dispose();
    }

    private void Write(DerivedMessage message, bool rewrite)
    {
        var row = message.Projection;
        if (rewrite)
        {
            _forgetAddresses.Bind(1, row.Seq).Run();
            _forgetParameters.Bind(1, row.Seq).Run();
            _forgetDomains.Bind(1, row.Seq).Run();
        }

        _project.Bind(1, row.Seq).Bind(2, row.Parse).BindText(3, row.Snippet).Bind(4, row.AttachmentCount).Bind(5, row.HasHtml ? 1 : 0)
            .Bind(6, row.LintErrors).Bind(7, row.LintWarnings).Bind(8, row.LintInfos).Bind(9, row.DateUs).BindBlob(10, row.Addresses)
            .BindText(11, row.Listener).Bind(12, row.ReportOf).BindBlob(13, row.Findings).Run();
        foreach (var address in message.Addresses)
            _address.BindText(1, address.Value).Bind(2, address.Seq).Bind(3, (long)address.Kind).Run();
        foreach (var id in message.Findings) _finding.BindText(1, id).Bind(2, row.Seq).Run();
        foreach (var text in message.Parameters) _parameter.BindText(1, text).Bind(2, row.Seq).Run();
        foreach (var domain in message.Domains)
            _domain.BindText(1, domain.Domain).Bind(2, domain.Seq).Bind(3, domain.Recipients).Run();
    }

    private void Rollback()
    {
        try
        {
            _file.Execute("ROLLBACK");
        }
        catch (SqliteFailure)
        {
            // SQLite has already rolled back by itself; the first failure is the one that counts.
        }
    }
}
