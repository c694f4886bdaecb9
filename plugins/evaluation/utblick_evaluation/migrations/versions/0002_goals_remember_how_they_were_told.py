"""Goals remember how they were told."""

import sqlalchemy as sa
from alembic import op

revision = "evaluation_0002"
down_revision = "evaluation_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("evaluation_goal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_as", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("evaluation_goal", schema=None) as batch_op:
        batch_op.drop_column("counted_as")
