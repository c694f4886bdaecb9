"""The first tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "tally_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "tally_count",
        sa.Column("counter_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
    )
    op.create_table(
        "tally_effect",
        sa.Column("position", number, primary_key=True),
        sa.Column("subscriber", sa.String(length=20), nullable=False),
        sa.Column("counter_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
    )
    op.create_table(
        "tally_run",
        sa.Column("position", number, primary_key=True),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    for table in ("run", "effect", "count"):
        op.drop_table(f"tally_{table}")
