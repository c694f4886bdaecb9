"""Calls, what they fit, needs, ideas, and the trail of events."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "partnerships_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnerships_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("identifier", sa.String(length=120), nullable=False),
        sa.Column("group", sa.String(length=120), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("stages", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=10000), nullable=False),
        sa.Column("budget", Amount(), nullable=True),
        sa.Column("grant_least", Amount(), nullable=True),
        sa.Column("grant_most", Amount(), nullable=True),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("web_url", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_call", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_call_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_partnerships_call_deadline",
            ["state", "deadline", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_identifier"),
            ["identifier"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_programme"),
            ["programme"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_source"),
            ["source"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_trail",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.Column("counted_event_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_table(
        "partnerships_call_fit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["partnerships_call.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "call_id",
            "subject_id",
            name="uq_partnerships_call_fit",
        ),
    )
    with op.batch_alter_table("partnerships_call_fit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_fit_call_id"),
            ["call_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_fit_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_fit_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_fit_subject_id"),
            ["subject_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_call_fit_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_idea",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("stage_before", sa.String(length=12), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("carried_from", sa.String(length=20), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("challenge", sa.String(length=3000), nullable=False),
        sa.Column("aim", sa.String(length=3000), nullable=False),
        sa.Column("activities", sa.String(length=3000), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("lessons", sa.String(length=5000), nullable=False),
        sa.Column("parked_reason", sa.String(length=500), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["partnerships_call.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_idea", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_idea_board",
            ["stage", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_idea_call_id"),
            ["call_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_idea_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_idea_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_idea_period"),
            ["period"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_idea_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("need_id"),
    )
    with op.batch_alter_table("partnerships_need", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_need_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_need_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    op.drop_table("partnerships_need")
    op.drop_table("partnerships_idea")
    op.drop_table("partnerships_call_fit")
    op.drop_table("partnerships_trail")
    op.drop_table("partnerships_call")
