using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MailSink.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "block",
                columns: table => new
                {
                    inbox_id = table.Column<long>(type: "INTEGER", nullable: false),
                    block = table.Column<long>(type: "INTEGER", nullable: false),
                    live = table.Column<int>(type: "INTEGER", nullable: false),
                    unread = table.Column<int>(type: "INTEGER", nullable: false),
                    octets = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_block", x => new { x.inbox_id, x.block });
                });

            migrationBuilder.CreateTable(
                name: "chunk",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_chunk", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "content",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    refs = table.Column<int>(type: "INTEGER", nullable: false),
                    upload_id = table.Column<long>(type: "INTEGER", nullable: true),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: false),
                    transcript = table.Column<byte[]>(type: "BLOB", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_content", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_us = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "message",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    inbox_id = table.Column<long>(type: "INTEGER", nullable: false),
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    content_id = table.Column<long>(type: "INTEGER", nullable: false),
                    received_us = table.Column<long>(type: "INTEGER", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    flags = table.Column<int>(type: "INTEGER", nullable: false),
                    deleted_us = table.Column<long>(type: "INTEGER", nullable: true),
                    from_name = table.Column<string>(type: "TEXT", nullable: false),
                    from_addr = table.Column<string>(type: "TEXT", nullable: false),
                    to_summary = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_message", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "meta",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_meta", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "segment",
                columns: table => new
                {
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    data = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_segment", x => new { x.session_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    started_us = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_us = table.Column<long>(type: "INTEGER", nullable: true),
                    inbox_id = table.Column<long>(type: "INTEGER", nullable: false),
                    listener = table.Column<string>(type: "TEXT", nullable: false),
                    helo = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    port = table.Column<int>(type: "INTEGER", nullable: false),
                    auth_mechanism = table.Column<string>(type: "TEXT", nullable: false),
                    auth_user = table.Column<string>(type: "TEXT", nullable: false),
                    tls_protocol = table.Column<string>(type: "TEXT", nullable: false),
                    tls_cipher = table.Column<string>(type: "TEXT", nullable: false),
                    phase = table.Column<int>(type: "INTEGER", nullable: false),
                    commands = table.Column<int>(type: "INTEGER", nullable: false),
                    message_count = table.Column<int>(type: "INTEGER", nullable: false),
                    worst_reply = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_by = table.Column<int>(type: "INTEGER", nullable: true),
                    octets_in = table.Column<long>(type: "INTEGER", nullable: false),
                    octets_out = table.Column<long>(type: "INTEGER", nullable: false),
                    lint_errors = table.Column<int>(type: "INTEGER", nullable: false),
                    lint_warnings = table.Column<int>(type: "INTEGER", nullable: false),
                    first_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    findings = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tag",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tag", x => new { x.seq, x.name });
                });

            migrationBuilder.CreateTable(
                name: "upload",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    started_us = table.Column<long>(type: "INTEGER", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_upload", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_content_upload",
                table: "content",
                column: "upload_id",
                filter: "upload_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_name",
                table: "inbox",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_deleted",
                table: "message",
                column: "deleted_us",
                filter: "deleted_us IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_session_open",
                table: "session",
                column: "id",
                filter: "ended_us IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tag_name",
                table: "tag",
                columns: new[] { "name", "seq" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "block");

            migrationBuilder.DropTable(
                name: "chunk");

            migrationBuilder.DropTable(
                name: "content");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "message");

            migrationBuilder.DropTable(
                name: "meta");

            migrationBuilder.DropTable(
                name: "segment");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "tag");

            migrationBuilder.DropTable(
                name: "upload");
        }
    }
}
