using MailSink.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MailSink.Storage;

/// <summary>
/// The schema of <c>mailsink.db</c> and the way to read it. The writer alone writes, with statements of its own; a context is
/// made by <see cref="StoreReaders"/> over a read-only connection that sees the tables of <c>derived.db</c> too.
/// </summary>
internal sealed class SinkContext(DbContextOptions<SinkContext> options) : DbContext(options)
{
    public DbSet<MessageRow> Messages => Set<MessageRow>();
    public DbSet<ContentRow> Contents => Set<ContentRow>();
    public DbSet<ChunkRow> Chunks => Set<ChunkRow>();
    public DbSet<UploadRow> Uploads => Set<UploadRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<SegmentRow> Segments => Set<SegmentRow>();
    public DbSet<BlockRow> Blocks => Set<BlockRow>();
    public DbSet<InboxRow> Inboxes => Set<InboxRow>();
    public DbSet<TagRow> Tags => Set<TagRow>();
    public DbSet<MetaRow> Meta => Set<MetaRow>();
    public DbSet<HandoverRow> Handovers => Set<HandoverRow>();

    /// <summary>Of the attached <c>derived.db</c>, whose schema is not EF's.</summary>
    public DbSet<ProjectionRow> Projections => Set<ProjectionRow>();

    /// <summary>Of the attached <c>derived.db</c>, whose schema is not EF's.</summary>
    public DbSet<AddressRow> Addresses => Set<AddressRow>();

    /// <summary>Of the attached <c>derived.db</c>, whose schema is not EF's.</summary>
    public DbSet<FindingRow> Findings => Set<FindingRow>();
    public DbSet<ParameterRow> Parameters => Set<ParameterRow>();

    /// <summary>Of the attached <c>derived.db</c>, whose schema is not EF's.</summary>
    public DbSet<RecipientDomainRow> RecipientDomains => Set<RecipientDomainRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // Keys are given by the writer: AUTOINCREMENT would add a table write to each message.
        modelBuilder.Entity<MessageRow>(row =>
        {
            row.ToTable("message").HasKey(m => m.Seq);
            row.Property(m => m.Seq).ValueGeneratedNever();
            row.Property(m => m.MessageIdHeader).HasColumnName("message_id");
            row.HasIndex(m => m.DeletedUs, "ix_message_deleted").HasFilter("deleted_us IS NOT NULL");
        });
        modelBuilder.Entity<ContentRow>(row =>
        {
            row.ToTable("content").HasKey(c => c.Id);
            row.Property(c => c.Id).ValueGeneratedNever();
            row.HasIndex(c => c.UploadId, "ix_content_upload").HasFilter("upload_id IS NOT NULL");
        });
        modelBuilder.Entity<ChunkRow>().ToTable("chunk").Property(c => c.Id).ValueGeneratedNever();
        modelBuilder.Entity<UploadRow>().ToTable("upload").Property(u => u.Id).ValueGeneratedNever();
        modelBuilder.Entity<SessionRow>(row =>
        {
            row.ToTable("session").Property(s => s.Id).ValueGeneratedNever();
            row.HasIndex(s => s.Id, "ix_session_open").HasFilter("ended_us IS NULL");
        });
        modelBuilder.Entity<SegmentRow>().ToTable("segment").HasKey(s => new { s.SessionId, s.Line });
        modelBuilder.Entity<BlockRow>().ToTable("block").HasKey(b => new { b.InboxId, b.Block });
        modelBuilder.Entity<InboxRow>(row =>
        {
            row.ToTable("inbox").Property(i => i.Id).ValueGeneratedNever();
            row.HasIndex(i => i.Name, "ix_inbox_name").IsUnique();
        });
        modelBuilder.Entity<TagRow>(row =>
        {
            row.ToTable("tag").HasKey(t => new { t.Seq, t.Name });
            row.HasIndex(t => new { t.Name, t.Seq }, "ix_tag_name");
        });
        modelBuilder.Entity<MetaRow>().ToTable("meta").HasKey(m => m.Key);
        modelBuilder.Entity<HandoverRow>().ToTable("handover").HasKey(h => new { h.ContentId, h.Domain, h.Recipient });
        MapDerived(modelBuilder);
        NameColumns(modelBuilder);
    }

    // SQLite looks an unqualified table up in main first, then in attached databases: no schema name is needed.
    private static void MapDerived(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ProjectionRow>().ToTable("projection", t => t.ExcludeFromMigrations()).HasKey(p => p.Seq);
        modelBuilder.Entity<AddressRow>().ToTable("address", t => t.ExcludeFromMigrations()).HasKey(a => new { a.Value, a.Seq });
        modelBuilder.Entity<FindingRow>().ToTable("finding", t => t.ExcludeFromMigrations()).HasKey(f => new { f.Id, f.Seq });
        modelBuilder.Entity<ParameterRow>().ToTable("parameter", t => t.ExcludeFromMigrations()).HasKey(p => new { p.Text, p.Seq });
        modelBuilder.Entity<RecipientDomainRow>().ToTable("recipient_domain", t => t.ExcludeFromMigrations()).HasKey(d => new { d.Domain, d.Seq });
    }

    private static void NameColumns(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.FindAnnotation("Relational:ColumnName") is null) property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without starting the program.</summary>
internal sealed class SinkContextFactory : IDesignTimeDbContextFactory<SinkContext>
{
    public SinkContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SinkContext>().UseSqlite("Data Source=design-time.db").Options);
}
