"""Rules of retention and what is due by them; marks of secret and blocked records; changes of access."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime

revision = "core_0005"
down_revision = "core_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_access_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "core_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("ground", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("record_id", "sort", name="uq_core_mark"),
    )
    with op.batch_alter_table("core_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_core_mark_record_id"),
            ["record_id"],
            unique=False,
        )
    op.create_table(
        "core_retention_choice",
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("rule"),
    )
    op.create_table(
        "core_retention_due",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("refused", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("rule", "row_id", name="uq_core_retention_due"),
    )
    with op.batch_alter_table("core_retention_due", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_core_retention_due_rule"),
            ["rule"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_core_retention_due_state"),
            ["state"],
            unique=False,
        )
    op.create_table(
        "core_retention_protocol",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Integer(), nullable=False),
        sa.Column("oldest_on", sa.Date(), nullable=False),
        sa.Column("newest_on", sa.Date(), nullable=False),
        sa.Column("by_rule", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("core_retention_protocol", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_core_retention_protocol_at"),
            ["at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_core_retention_protocol_rule"),
            ["rule"],
            unique=False,
        )
    with op.batch_alter_table("core_session", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("way", sa.String(length=20), nullable=False, server_default=""),
        )


def downgrade() -> None:
    with op.batch_alter_table("core_session", schema=None) as batch_op:
        batch_op.drop_column("way")
    with op.batch_alter_table("core_retention_protocol", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_retention_protocol_rule"))
        batch_op.drop_index(batch_op.f("ix_core_retention_protocol_at"))
    op.drop_table("core_retention_protocol")
    with op.batch_alter_table("core_retention_due", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_retention_due_state"))
        batch_op.drop_index(batch_op.f("ix_core_retention_due_rule"))
    op.drop_table("core_retention_due")
    op.drop_table("core_retention_choice")
    with op.batch_alter_table("core_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_mark_record_id"))
    op.drop_table("core_mark")
    op.drop_table("core_access_change")
