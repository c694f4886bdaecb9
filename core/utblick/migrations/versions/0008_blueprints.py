"""Blueprints that were made or received."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime

revision = "core_0008"
down_revision = "core_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_blueprint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("held_by", sa.String(length=80), nullable=False),
        sa.Column("installed_at", UtcDateTime(), nullable=True),
        sa.Column("installed_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("name", "digest", "held_at"):
        op.create_index(op.f(f"ix_core_blueprint_{column}"), "core_blueprint", [column], unique=False)


def downgrade() -> None:
    op.drop_table("core_blueprint")
