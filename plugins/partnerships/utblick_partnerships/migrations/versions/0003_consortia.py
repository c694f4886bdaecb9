"""Consortia and their seats."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "partnerships_0003"
down_revision = "partnerships_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnerships_consortium",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("idea_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("international", sa.Integer(), nullable=True),
        sa.Column("event_countries", sa.JSON(), nullable=False),
        sa.Column("development", sa.Boolean(), nullable=False),
        sa.Column("implementation", sa.Boolean(), nullable=False),
        sa.Column("staffing", sa.Boolean(), nullable=False),
        sa.Column("financing", sa.Boolean(), nullable=False),
        sa.Column("budget", Amount(), nullable=True),
        sa.Column("grant", Amount(), nullable=True),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["partnerships_call.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["partnerships_idea.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_consortium", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_consortium_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_consortium_call_id"),
            ["call_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_consortium_idea_id"),
            ["idea_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_consortium_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_consortium_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("consortium_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wanted_country", sa.String(length=2), nullable=False),
        sa.Column("wanted_kind", sa.String(length=30), nullable=False),
        sa.Column("wanted_size", sa.String(length=10), nullable=False),
        sa.Column("task", sa.String(length=1000), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("budget", Amount(), nullable=True),
        sa.Column("own_share", Amount(), nullable=True),
        sa.Column("aid", sa.JSON(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("invited_email", sa.String(length=254), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consortium_id"],
            ["partnerships_consortium.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_seat_consortium_id"),
            ["consortium_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_seat_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_seat_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_seat_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_seat_token_hash"),
            ["token_hash"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_seat_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    op.drop_table("partnerships_seat")
    op.drop_table("partnerships_consortium")
