"""Stories to read."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "county_hub_0003"
down_revision = "county_hub_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "county_hub_told",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member", "thing", name="uq_county_hub_told"),
    )
    with op.batch_alter_table("county_hub_told", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_told_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_told_published_on"),
            ["published_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_told_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("county_hub_told", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_told_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_told_published_on"))
        batch_op.drop_index(batch_op.f("ix_county_hub_told_member"))
    op.drop_table("county_hub_told")
