"""The first tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "evaluation_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("indicator", sa.String(length=100), nullable=False),
        sa.Column("thing", sa.String(length=100), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_name", sa.String(length=150), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("amount", Amount(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("retracted_by", sa.Uuid(), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("indicator", "event_id", name="uq_evaluation_evidence"),
    )
    op.create_index(
        op.f("ix_evaluation_evidence_event_id"), "evaluation_evidence", ["event_id"], unique=False
    )
    op.create_index(
        "ix_evaluation_evidence_standing", "evaluation_evidence", ["indicator", "stands", "day"], unique=False
    )
    op.create_index(
        "ix_evaluation_evidence_thing", "evaluation_evidence", ["indicator", "thing"], unique=False
    )
    op.create_table(
        "evaluation_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("indicator", sa.String(length=100), nullable=False),
        sa.Column("baseline", Amount(), nullable=False),
        sa.Column("target", Amount(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("narrative", sa.String(length=4000), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("reading", Amount(), nullable=False),
        sa.Column("light", sa.String(length=10), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_evaluation_goal_indicator"), "evaluation_goal", ["indicator"], unique=False)
    op.create_index(op.f("ix_evaluation_goal_owner_id"), "evaluation_goal", ["owner_id"], unique=False)
    op.create_index(op.f("ix_evaluation_goal_state"), "evaluation_goal", ["state"], unique=False)
    op.create_index(op.f("ix_evaluation_goal_updated_at"), "evaluation_goal", ["updated_at"], unique=False)
    op.create_table(
        "evaluation_retraction",
        sa.Column("retracted_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("retracted_id"),
    )
    op.create_table(
        "evaluation_snapshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("locked_at", UtcDateTime(), nullable=False),
        sa.Column("locked_by", sa.String(length=80), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("evaluation_snapshot")
    op.drop_table("evaluation_retraction")
    op.drop_index(op.f("ix_evaluation_goal_updated_at"), table_name="evaluation_goal")
    op.drop_index(op.f("ix_evaluation_goal_state"), table_name="evaluation_goal")
    op.drop_index(op.f("ix_evaluation_goal_owner_id"), table_name="evaluation_goal")
    op.drop_index(op.f("ix_evaluation_goal_indicator"), table_name="evaluation_goal")
    op.drop_table("evaluation_goal")
    op.drop_index("ix_evaluation_evidence_thing", table_name="evaluation_evidence")
    op.drop_index("ix_evaluation_evidence_standing", table_name="evaluation_evidence")
    op.drop_index(op.f("ix_evaluation_evidence_event_id"), table_name="evaluation_evidence")
    op.drop_table("evaluation_evidence")
