"""Boards are sorted by an index."""

from alembic import op

revision = "export_deals_0002"
down_revision = "export_deals_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("export_deals_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_export_deals_lead_stage"))
        batch_op.create_index(
            "ix_export_deals_lead_board",
            ["stage", "updated_at", "id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("export_deals_lead", schema=None) as batch_op:
        batch_op.drop_index("ix_export_deals_lead_board")
        batch_op.create_index(
            batch_op.f("ix_export_deals_lead_stage"),
            ["stage"],
            unique=False,
        )
