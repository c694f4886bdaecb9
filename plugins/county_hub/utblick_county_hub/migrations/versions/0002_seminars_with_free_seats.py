"""Seminars with free seats."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "county_hub_0002"
down_revision = "county_hub_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "county_hub_seminar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("free_seats", sa.Integer(), nullable=False),
        sa.Column("sign_up_until", sa.Date(), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member", "thing", name="uq_county_hub_seminar"),
    )
    with op.batch_alter_table("county_hub_seminar", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_seminar_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_seminar_starts_at"),
            ["starts_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_seminar_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("county_hub_seminar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_seminar_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_seminar_starts_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_seminar_member"))
    op.drop_table("county_hub_seminar")
