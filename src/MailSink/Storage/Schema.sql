CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

BEGIN TRANSACTION;
CREATE TABLE "block" (
    "inbox_id" INTEGER NOT NULL,
    "block" INTEGER NOT NULL,
    "live" INTEGER NOT NULL,
    "unread" INTEGER NOT NULL,
    "octets" INTEGER NOT NULL,
    CONSTRAINT "PK_block" PRIMARY KEY ("inbox_id", "block")
);

CREATE TABLE "chunk" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_chunk" PRIMARY KEY,
    "data" BLOB NOT NULL
);

CREATE TABLE "content" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_content" PRIMARY KEY,
    "refs" INTEGER NOT NULL,
    "upload_id" INTEGER NULL,
    "envelope" BLOB NOT NULL,
    "transcript" BLOB NOT NULL,
    "body" BLOB NULL
);

CREATE TABLE "inbox" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_inbox" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "created_us" INTEGER NOT NULL
);

CREATE TABLE "message" (
    "seq" INTEGER NOT NULL CONSTRAINT "PK_message" PRIMARY KEY,
    "inbox_id" INTEGER NOT NULL,
    "session_id" INTEGER NOT NULL,
    "content_id" INTEGER NOT NULL,
    "received_us" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,
    "flags" INTEGER NOT NULL,
    "deleted_us" INTEGER NULL,
    "from_name" TEXT NOT NULL,
    "from_addr" TEXT NOT NULL,
    "to_summary" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "message_id" TEXT NOT NULL
);

CREATE TABLE "meta" (
    "key" TEXT NOT NULL CONSTRAINT "PK_meta" PRIMARY KEY,
    "value" TEXT NOT NULL
);

CREATE TABLE "segment" (
    "session_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "data" BLOB NOT NULL,
    CONSTRAINT "PK_segment" PRIMARY KEY ("session_id", "line")
);

CREATE TABLE "session" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_session" PRIMARY KEY,
    "started_us" INTEGER NOT NULL,
    "ended_us" INTEGER NULL,
    "inbox_id" INTEGER NOT NULL,
    "listener" TEXT NOT NULL,
    "helo" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "auth_mechanism" TEXT NOT NULL,
    "auth_user" TEXT NOT NULL,
    "tls_protocol" TEXT NOT NULL,
    "tls_cipher" TEXT NOT NULL,
    "phase" INTEGER NOT NULL,
    "commands" INTEGER NOT NULL,
    "message_count" INTEGER NOT NULL,
    "worst_reply" INTEGER NOT NULL,
    "ended_by" INTEGER NULL,
    "octets_in" INTEGER NOT NULL,
    "octets_out" INTEGER NOT NULL,
    "lint_errors" INTEGER NOT NULL,
    "lint_warnings" INTEGER NOT NULL,
    "first_seq" INTEGER NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "findings" BLOB NULL
);

CREATE TABLE "tag" (
    "seq" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "PK_tag" PRIMARY KEY ("seq", "name")
);

CREATE TABLE "upload" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_upload" PRIMARY KEY,
    "started_us" INTEGER NOT NULL,
    "size" INTEGER NOT NULL
);

CREATE INDEX "ix_content_upload" ON "content" ("upload_id") WHERE upload_id IS NOT NULL;

CREATE UNIQUE INDEX "ix_inbox_name" ON "inbox" ("name");

CREATE INDEX "ix_message_deleted" ON "message" ("deleted_us") WHERE deleted_us IS NOT NULL;

CREATE INDEX "ix_session_open" ON "session" ("id") WHERE ended_us IS NULL;

CREATE INDEX "ix_tag_name" ON "tag" ("name", "seq");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123033525_Initial', '10.0.15');

COMMIT;

BEGIN TRANSACTION;
CREATE TABLE "handover" (
    "content_id" INTEGER NOT NULL,
    "domain" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "at_us" INTEGER NOT NULL,
    "reply" TEXT NOT NULL,
    CONSTRAINT "PK_handover" PRIMARY KEY ("content_id", "domain", "recipient")
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123071702_Handover', '10.0.15');

COMMIT;

