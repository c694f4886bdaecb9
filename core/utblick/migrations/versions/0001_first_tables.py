"""The first tables."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import Amount, UtcDateTime
from utblick.search import schema as search

revision = "core_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("remote", sa.String(length=45), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_audit_action"), "core_audit", ["action"], unique=False)
    op.create_index(op.f("ix_core_audit_actor"), "core_audit", ["actor"], unique=False)
    op.create_index(op.f("ix_core_audit_at"), "core_audit", ["at"], unique=False)
    op.create_table(
        "core_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("correlation", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_core_change_organisation",
        "core_change",
        ["organisation_id", "id"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_index(
        "ix_core_change_person",
        "core_change",
        ["person_id", "id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index("ix_core_change_record", "core_change", ["record_id", "id"], unique=False)
    op.create_table(
        "core_dead_letter",
        sa.Column("subscriber", sa.String(length=120), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "event_id"),
    )
    op.create_index(
        op.f("ix_core_dead_letter_fingerprint"), "core_dead_letter", ["fingerprint"], unique=False
    )
    op.create_index(op.f("ix_core_dead_letter_state"), "core_dead_letter", ["state"], unique=False)
    op.create_table(
        "core_event",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("cause", sa.Uuid(), nullable=True),
        sa.Column("correlation", sa.String(length=64), nullable=False),
        sa.Column("retracts", sa.Uuid(), nullable=True),
        sa.Column("share", sa.String(length=12), nullable=False),
        sa.Column("stream_seq", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_core_event_cause", "core_event", ["cause"], unique=False)
    op.create_index("ix_core_event_name", "core_event", ["name", "seq"], unique=False)
    op.create_index("ix_core_event_retracts", "core_event", ["retracts"], unique=False)
    op.create_index("ix_core_event_stream_seq", "core_event", ["stream_seq"], unique=False)
    op.create_index(
        "ix_core_event_unsent",
        "core_event",
        ["seq"],
        unique=False,
        sqlite_where=sa.text("stream_seq IS NULL AND error IS NULL"),
        postgresql_where=sa.text("stream_seq IS NULL AND error IS NULL"),
    )
    op.create_table(
        "core_event_ref",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("plugin", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("ref_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "plugin", "kind", "ref_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_core_event_ref_record",
        "core_event_ref",
        ["plugin", "kind", "ref_id", sa.literal_column("seq DESC")],
        unique=False,
    )
    op.create_table(
        "core_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("stored", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=30), nullable=True),
        sa.Column("delimiter", sa.String(length=1), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("duplicates", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_import_digest"), "core_import", ["digest"], unique=False)
    op.create_index(op.f("ix_core_import_state"), "core_import", ["state"], unique=False)
    op.create_index(op.f("ix_core_import_uploaded_at"), "core_import", ["uploaded_at"], unique=False)
    op.create_table(
        "core_inbox",
        sa.Column("subscriber", sa.String(length=120), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "event_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "core_job",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("last_started", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "core_job_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ok", sa.Boolean(), nullable=True),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_job_run_name"), "core_job_run", ["name"], unique=False)
    op.create_table(
        "core_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body_text", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=150), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_mail_created_at"), "core_mail", ["created_at"], unique=False)
    op.create_index(op.f("ix_core_mail_ref"), "core_mail", ["ref"], unique=False)
    op.create_index(op.f("ix_core_mail_state"), "core_mail", ["state"], unique=False)
    op.create_table(
        "core_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.String(length=20), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("kept_before", sa.JSON(), nullable=False),
        sa.Column("merged_before", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_merge_kept_id"), "core_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_core_merge_merged_id"), "core_merge", ["merged_id"], unique=False)
    op.create_table(
        "core_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("legal_form", sa.String(length=30), nullable=False),
        sa.Column("orgnr", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("nuts", sa.String(length=5), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("sni", sa.String(length=10), nullable=False),
        sa.Column("sni_version", sa.String(length=10), nullable=False),
        sa.Column("trade", sa.String(length=200), nullable=False),
        sa.Column("products", sa.String(length=1000), nullable=False),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("turnover", Amount(), nullable=True),
        sa.Column("turnover_currency", sa.String(length=3), nullable=False),
        sa.Column("size_class", sa.String(length=10), nullable=False),
        sa.Column("exports", sa.Boolean(), nullable=True),
        sa.Column("export_countries", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("mailings", sa.Boolean(), nullable=True),
        sa.Column("last_contact", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("orgnr"),
    )
    op.create_index(op.f("ix_core_organisation_country"), "core_organisation", ["country"], unique=False)
    op.create_index(op.f("ix_core_organisation_kind"), "core_organisation", ["kind"], unique=False)
    op.create_index(
        op.f("ix_core_organisation_merged_into"), "core_organisation", ["merged_into"], unique=False
    )
    op.create_index(
        op.f("ix_core_organisation_municipality"), "core_organisation", ["municipality"], unique=False
    )
    op.create_index("ix_core_organisation_name", "core_organisation", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_core_organisation_status"), "core_organisation", ["status"], unique=False)
    op.create_index("ix_core_organisation_updated", "core_organisation", ["updated_at", "id"], unique=False)
    op.create_index(
        op.f("ix_core_organisation_updated_at"), "core_organisation", ["updated_at"], unique=False
    )
    op.create_table(
        "core_parked",
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("subscriber", sa.String(length=120), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_core_parked_event", "core_parked", ["subscriber", "event_id"], unique=True)
    op.create_index("ix_core_parked_key", "core_parked", ["subscriber", "key", "position"], unique=False)
    op.create_table(
        "core_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("legal_basis", sa.String(length=30), nullable=False),
        sa.Column("basis_note", sa.String(length=500), nullable=False),
        sa.Column("basis_since", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("mailings", sa.Boolean(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_person_email"), "core_person", ["email"], unique=False)
    op.create_index(op.f("ix_core_person_merged_into"), "core_person", ["merged_into"], unique=False)
    op.create_index(op.f("ix_core_person_name_key"), "core_person", ["name_key"], unique=False)
    op.create_index(op.f("ix_core_person_status"), "core_person", ["status"], unique=False)
    op.create_index(op.f("ix_core_person_updated_at"), "core_person", ["updated_at"], unique=False)
    op.create_table(
        "core_rate",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rate", Amount(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("day", "currency"),
    )
    op.create_table(
        "core_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("permissions", sa.JSON(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("builtin", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index(op.f("ix_core_role_updated_at"), "core_role", ["updated_at"], unique=False)
    op.create_table(
        "core_search",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=90), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "title_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("record_id"),
    )
    op.create_index("ix_core_search_title", "core_search", ["scope", "title_key"], unique=False)
    op.create_table(
        "core_sign_in_attempt",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("wait_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(
        op.f("ix_core_sign_in_attempt_last_at"), "core_sign_in_attempt", ["last_at"], unique=False
    )
    op.create_table(
        "core_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_at", UtcDateTime(), nullable=True),
        sa.Column("totp_secret", sa.String(length=200), nullable=False),
        sa.Column("totp_confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("recovery_codes", sa.JSON(), nullable=False),
        sa.Column("oidc_issuer", sa.String(length=300), nullable=True),
        sa.Column("oidc_subject", sa.String(length=300), nullable=True),
        sa.Column("last_sign_in", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )
    op.create_index(op.f("ix_core_user_state"), "core_user", ["state"], unique=False)
    op.create_index(op.f("ix_core_user_updated_at"), "core_user", ["updated_at"], unique=False)
    op.create_index("uq_core_user_oidc", "core_user", ["oidc_issuer", "oidc_subject"], unique=True)
    op.create_table(
        "core_work",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_work_kind"), "core_work", ["kind"], unique=False)
    op.create_index(op.f("ix_core_work_state"), "core_work", ["state"], unique=False)
    op.create_table(
        "core_api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("read_only", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("last_used", sa.Date(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(op.f("ix_core_api_token_user_id"), "core_api_token", ["user_id"], unique=False)
    op.create_table(
        "core_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_comment_author_id"), "core_comment", ["author_id"], unique=False)
    op.create_index("ix_core_comment_record", "core_comment", ["record_id", "id"], unique=False)
    op.create_index(op.f("ix_core_comment_updated_at"), "core_comment", ["updated_at"], unique=False)
    op.create_table(
        "core_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_core_file_record", "core_file", ["record_id", "id"], unique=False)
    op.create_index(op.f("ix_core_file_sha256"), "core_file", ["sha256"], unique=False)
    op.create_index(op.f("ix_core_file_updated_at"), "core_file", ["updated_at"], unique=False)
    op.create_table(
        "core_follow",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "record_id"),
    )
    op.create_index("ix_core_follow_record", "core_follow", ["record_id", "user_id"], unique=False)
    op.create_table(
        "core_identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scheme", "value", name="uq_core_identifier"),
    )
    op.create_index(
        op.f("ix_core_identifier_organisation_id"), "core_identifier", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_core_identifier_person_id"), "core_identifier", ["person_id"], unique=False)
    op.create_index(op.f("ix_core_identifier_updated_at"), "core_identifier", ["updated_at"], unique=False)
    op.create_table(
        "core_import_row",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("of_row", sa.Integer(), nullable=True),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("is_certain", sa.Boolean(), nullable=False),
        sa.Column("has_problems", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("candidate", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=4), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["core_import.id"],
        ),
        sa.PrimaryKeyConstraint("import_id", "row"),
    )
    op.create_index(
        "ix_core_import_row_organisation", "core_import_row", ["import_id", "organisation_id"], unique=False
    )
    op.create_index(
        "ix_core_import_row_outcome", "core_import_row", ["import_id", "outcome", "row"], unique=False
    )
    op.create_table(
        "core_link_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(op.f("ix_core_link_token_expires_at"), "core_link_token", ["expires_at"], unique=False)
    op.create_index(op.f("ix_core_link_token_user_id"), "core_link_token", ["user_id"], unique=False)
    op.create_table(
        "core_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_core_membership_organisation_id"), "core_membership", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_core_membership_person_id"), "core_membership", ["person_id"], unique=False)
    op.create_index(op.f("ix_core_membership_updated_at"), "core_membership", ["updated_at"], unique=False)
    op.create_table(
        "core_notice",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "id"),
    )
    op.create_index("ix_core_notice_user", "core_notice", ["user_id", "read_at", "id"], unique=False)
    op.create_table(
        "core_relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_relation_from_id"), "core_relation", ["from_id"], unique=False)
    op.create_index(op.f("ix_core_relation_to_id"), "core_relation", ["to_id"], unique=False)
    op.create_index(op.f("ix_core_relation_updated_at"), "core_relation", ["updated_at"], unique=False)
    op.create_table(
        "core_saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_core_saved_view_list", "core_saved_view", ["plugin", "kind"], unique=False)
    op.create_index(op.f("ix_core_saved_view_owner_id"), "core_saved_view", ["owner_id"], unique=False)
    op.create_index(op.f("ix_core_saved_view_updated_at"), "core_saved_view", ["updated_at"], unique=False)
    op.create_table(
        "core_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("remote", sa.String(length=45), nullable=False),
        sa.Column("browser", sa.String(length=80), nullable=False),
        sa.Column("awaits_code", sa.Boolean(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(op.f("ix_core_session_expires_at"), "core_session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_core_session_user_id"), "core_session", ["user_id"], unique=False)
    op.create_table(
        "core_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_core_task_due", "core_task", ["done_at", "due_on"], unique=False)
    op.create_index("ix_core_task_owner", "core_task", ["owner_id", "done_at", "due_on"], unique=False)
    op.create_index("ix_core_task_record", "core_task", ["record_id", "id"], unique=False)
    op.create_index(op.f("ix_core_task_updated_at"), "core_task", ["updated_at"], unique=False)
    op.create_table(
        "core_user_role",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "role"),
    )
    op.create_index(op.f("ix_core_user_role_role"), "core_user_role", ["role"], unique=False)
    search.create(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind())
    op.drop_index(op.f("ix_core_user_role_role"), table_name="core_user_role")
    op.drop_table("core_user_role")
    op.drop_index(op.f("ix_core_task_updated_at"), table_name="core_task")
    op.drop_index("ix_core_task_record", table_name="core_task")
    op.drop_index("ix_core_task_owner", table_name="core_task")
    op.drop_index("ix_core_task_due", table_name="core_task")
    op.drop_table("core_task")
    op.drop_index(op.f("ix_core_session_user_id"), table_name="core_session")
    op.drop_index(op.f("ix_core_session_expires_at"), table_name="core_session")
    op.drop_table("core_session")
    op.drop_index(op.f("ix_core_saved_view_updated_at"), table_name="core_saved_view")
    op.drop_index(op.f("ix_core_saved_view_owner_id"), table_name="core_saved_view")
    op.drop_index("ix_core_saved_view_list", table_name="core_saved_view")
    op.drop_table("core_saved_view")
    op.drop_index(op.f("ix_core_relation_updated_at"), table_name="core_relation")
    op.drop_index(op.f("ix_core_relation_to_id"), table_name="core_relation")
    op.drop_index(op.f("ix_core_relation_from_id"), table_name="core_relation")
    op.drop_table("core_relation")
    op.drop_index("ix_core_notice_user", table_name="core_notice")
    op.drop_table("core_notice")
    op.drop_index(op.f("ix_core_membership_updated_at"), table_name="core_membership")
    op.drop_index(op.f("ix_core_membership_person_id"), table_name="core_membership")
    op.drop_index(op.f("ix_core_membership_organisation_id"), table_name="core_membership")
    op.drop_table("core_membership")
    op.drop_index(op.f("ix_core_link_token_user_id"), table_name="core_link_token")
    op.drop_index(op.f("ix_core_link_token_expires_at"), table_name="core_link_token")
    op.drop_table("core_link_token")
    op.drop_index("ix_core_import_row_outcome", table_name="core_import_row")
    op.drop_index("ix_core_import_row_organisation", table_name="core_import_row")
    op.drop_table("core_import_row")
    op.drop_index(op.f("ix_core_identifier_updated_at"), table_name="core_identifier")
    op.drop_index(op.f("ix_core_identifier_person_id"), table_name="core_identifier")
    op.drop_index(op.f("ix_core_identifier_organisation_id"), table_name="core_identifier")
    op.drop_table("core_identifier")
    op.drop_index("ix_core_follow_record", table_name="core_follow")
    op.drop_table("core_follow")
    op.drop_index(op.f("ix_core_file_updated_at"), table_name="core_file")
    op.drop_index(op.f("ix_core_file_sha256"), table_name="core_file")
    op.drop_index("ix_core_file_record", table_name="core_file")
    op.drop_table("core_file")
    op.drop_index(op.f("ix_core_comment_updated_at"), table_name="core_comment")
    op.drop_index("ix_core_comment_record", table_name="core_comment")
    op.drop_index(op.f("ix_core_comment_author_id"), table_name="core_comment")
    op.drop_table("core_comment")
    op.drop_index(op.f("ix_core_api_token_user_id"), table_name="core_api_token")
    op.drop_table("core_api_token")
    op.drop_index(op.f("ix_core_work_state"), table_name="core_work")
    op.drop_index(op.f("ix_core_work_kind"), table_name="core_work")
    op.drop_table("core_work")
    op.drop_index("uq_core_user_oidc", table_name="core_user")
    op.drop_index(op.f("ix_core_user_updated_at"), table_name="core_user")
    op.drop_index(op.f("ix_core_user_state"), table_name="core_user")
    op.drop_table("core_user")
    op.drop_index(op.f("ix_core_sign_in_attempt_last_at"), table_name="core_sign_in_attempt")
    op.drop_table("core_sign_in_attempt")
    op.drop_index("ix_core_search_title", table_name="core_search")
    op.drop_table("core_search")
    op.drop_index(op.f("ix_core_role_updated_at"), table_name="core_role")
    op.drop_table("core_role")
    op.drop_table("core_rate")
    op.drop_index(op.f("ix_core_person_updated_at"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_status"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_name_key"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_merged_into"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_email"), table_name="core_person")
    op.drop_table("core_person")
    op.drop_index("ix_core_parked_key", table_name="core_parked")
    op.drop_index("ix_core_parked_event", table_name="core_parked")
    op.drop_table("core_parked")
    op.drop_index(op.f("ix_core_organisation_updated_at"), table_name="core_organisation")
    op.drop_index("ix_core_organisation_updated", table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_status"), table_name="core_organisation")
    op.drop_index("ix_core_organisation_name", table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_municipality"), table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_merged_into"), table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_kind"), table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_country"), table_name="core_organisation")
    op.drop_table("core_organisation")
    op.drop_index(op.f("ix_core_merge_merged_id"), table_name="core_merge")
    op.drop_index(op.f("ix_core_merge_kept_id"), table_name="core_merge")
    op.drop_table("core_merge")
    op.drop_index(op.f("ix_core_mail_state"), table_name="core_mail")
    op.drop_index(op.f("ix_core_mail_ref"), table_name="core_mail")
    op.drop_index(op.f("ix_core_mail_created_at"), table_name="core_mail")
    op.drop_table("core_mail")
    op.drop_index(op.f("ix_core_job_run_name"), table_name="core_job_run")
    op.drop_table("core_job_run")
    op.drop_table("core_job")
    op.drop_table("core_inbox")
    op.drop_index(op.f("ix_core_import_uploaded_at"), table_name="core_import")
    op.drop_index(op.f("ix_core_import_state"), table_name="core_import")
    op.drop_index(op.f("ix_core_import_digest"), table_name="core_import")
    op.drop_table("core_import")
    op.drop_index("ix_core_event_ref_record", table_name="core_event_ref")
    op.drop_table("core_event_ref")
    op.drop_index(
        "ix_core_event_unsent",
        table_name="core_event",
        sqlite_where=sa.text("stream_seq IS NULL AND error IS NULL"),
        postgresql_where=sa.text("stream_seq IS NULL AND error IS NULL"),
    )
    op.drop_index("ix_core_event_stream_seq", table_name="core_event")
    op.drop_index("ix_core_event_retracts", table_name="core_event")
    op.drop_index("ix_core_event_name", table_name="core_event")
    op.drop_index("ix_core_event_cause", table_name="core_event")
    op.drop_table("core_event")
    op.drop_index(op.f("ix_core_dead_letter_state"), table_name="core_dead_letter")
    op.drop_index(op.f("ix_core_dead_letter_fingerprint"), table_name="core_dead_letter")
    op.drop_table("core_dead_letter")
    op.drop_index("ix_core_change_record", table_name="core_change")
    op.drop_index(
        "ix_core_change_person",
        table_name="core_change",
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_core_change_organisation",
        table_name="core_change",
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.drop_table("core_change")
    op.drop_index(op.f("ix_core_audit_at"), table_name="core_audit")
    op.drop_index(op.f("ix_core_audit_actor"), table_name="core_audit")
    op.drop_index(op.f("ix_core_audit_action"), table_name="core_audit")
    op.drop_table("core_audit")
