"""Organisations that live are counted by country from an index alone."""

from alembic import op

revision = "core_0004"
down_revision = "core_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_core_organisation_country", table_name="core_organisation")
    op.create_index("ix_core_organisation_countries", "core_organisation", ["country", "merged_into"])


def downgrade() -> None:
    op.drop_index("ix_core_organisation_countries", table_name="core_organisation")
    op.create_index("ix_core_organisation_country", "core_organisation", ["country"])
