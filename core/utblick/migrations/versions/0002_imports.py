"""Imports of registers, and their rows."""

import sqlalchemy as sa
from alembic import op
from utblick.db.types import UtcDateTime

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("stored", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=30), nullable=True),
        sa.Column("delimiter", sa.String(length=1), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("duplicates", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_import_digest"), "core_import", ["digest"], unique=False)
    op.create_index(op.f("ix_core_import_state"), "core_import", ["state"], unique=False)
    op.create_index(op.f("ix_core_import_uploaded_at"), "core_import", ["uploaded_at"], unique=False)
    op.create_table(
        "core_import_row",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("of_row", sa.Integer(), nullable=True),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("is_certain", sa.Boolean(), nullable=False),
        sa.Column("has_problems", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("candidate", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=4), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["core_import.id"]),
        sa.PrimaryKeyConstraint("import_id", "row"),
    )
    op.create_index(
        "ix_core_import_row_organisation", "core_import_row", ["import_id", "organisation_id"], unique=False
    )
    op.create_index(
        "ix_core_import_row_outcome", "core_import_row", ["import_id", "outcome", "row"], unique=False
    )


def downgrade() -> None:
    op.drop_table("core_import_row")
    op.drop_table("core_import")
