"""Intakes and watches."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "tendering_0002"
down_revision = "tendering_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tendering_intake",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(length=300), nullable=False),
        sa.Column("stored", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["tendering_source.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_intake", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_intake_source_id"),
            ["source_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_intake_state"),
            ["state"],
            unique=False,
        )
    op.create_table(
        "tendering_watch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("nuts", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("buyer", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("value_from", Amount(), nullable=True),
        sa.Column("value_to", Amount(), nullable=True),
        sa.Column("small_firms", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=8), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("calendar_token", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_watch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_watch_calendar_token"),
            ["calendar_token"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_watch_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_watch_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_watch_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_watch_told",
        sa.Column("watch_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["watch_id"], ["tendering_watch.id"]),
        sa.PrimaryKeyConstraint("watch_id", "notice_id"),
    )
    with op.batch_alter_table("tendering_watch_told", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_watch_told_notice_id"),
            ["notice_id"],
            unique=False,
        )
    op.create_table(
        "tendering_intake_problem",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("intake_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["intake_id"], ["tendering_intake.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_intake_problem", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_intake_problem_intake_id"),
            ["intake_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("tendering_intake_problem", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_intake_problem_intake_id"))
    op.drop_table("tendering_intake_problem")
    with op.batch_alter_table("tendering_watch_told", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_watch_told_notice_id"))
    op.drop_table("tendering_watch_told")
    with op.batch_alter_table("tendering_watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_watch_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_watch_owner_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_watch_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_watch_calendar_token"))
    op.drop_table("tendering_watch")
    with op.batch_alter_table("tendering_intake", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_intake_state"))
        batch_op.drop_index(batch_op.f("ix_tendering_intake_source_id"))
    op.drop_table("tendering_intake")
