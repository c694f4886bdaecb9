"""Models for others."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "evaluation_0003"
down_revision = "evaluation_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation_blueprint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("blueprint_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.Column("plugins", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("roles", sa.Integer(), nullable=False),
        sa.Column("proven_by", sa.String(length=300), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("blueprint_id"),
    )
    with op.batch_alter_table("evaluation_blueprint", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_blueprint_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_blueprint_updated_at"),
            ["updated_at"],
            unique=False,
        )
    _count_by("dissemination.models_released", "evaluation.released_blueprints")


def downgrade() -> None:
    _count_by("evaluation.released_blueprints", "dissemination.models_released")
    with op.batch_alter_table("evaluation_blueprint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_blueprint_updated_at"))
        batch_op.drop_index(batch_op.f("ix_evaluation_blueprint_state"))
    op.drop_table("evaluation_blueprint")


def _count_by(before: str, after: str) -> None:
    """Let goals that name a rule name another: the pilot's sixth goal has its rule here now."""
    goal = sa.table("evaluation_goal", sa.column("indicator"))
    op.execute(goal.update().where(goal.c.indicator == before).values(indicator=after))
