"""The first tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "visits_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visits_confirmed_deal",
        sa.Column("agreement_id", sa.Uuid(), primary_key=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
    )
    op.create_index("ix_visits_confirmed_deal_organisation_id", "visits_confirmed_deal", ["organisation_id"])
    op.create_table(
        "visits_visit",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), sa.ForeignKey("core_organisation.id"), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
    )
    for column in ("updated_at", "organisation_id", "state"):
        op.create_index(f"ix_visits_visit_{column}", "visits_visit", [column])


def downgrade() -> None:
    op.drop_table("visits_visit")
    op.drop_table("visits_confirmed_deal")
