"""Texts in the municipality's own words."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime

revision = "core_0010"
down_revision = "core_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("standard_subject", sa.String(length=200), nullable=False),
        sa.Column("standard_body", sa.String(), nullable=False),
        sa.Column("is_standard", sa.Boolean(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("written_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_text_name"), "core_text", ["name"], unique=False)


def downgrade() -> None:
    op.drop_table("core_text")
