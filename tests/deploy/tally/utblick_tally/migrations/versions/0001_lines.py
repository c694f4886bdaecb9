"""The lines."""

import sqlalchemy as sa
from alembic import op

revision = "tally_0001"
down_revision = None


def upgrade():
    op.create_table(
        "tally_line",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subscriber", sa.String(20), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )


def downgrade():
    op.drop_table("tally_line")
