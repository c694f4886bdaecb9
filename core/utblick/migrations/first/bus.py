"""Events, and how far each has come."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime


def create() -> None:
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
        "core_inbox",
        sa.Column("subscriber", sa.String(length=120), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "event_id"),
        sqlite_with_rowid=False,
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


def drop() -> None:
    op.drop_index("ix_core_parked_key", table_name="core_parked")
    op.drop_index("ix_core_parked_event", table_name="core_parked")
    op.drop_table("core_parked")
    op.drop_table("core_inbox")
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
