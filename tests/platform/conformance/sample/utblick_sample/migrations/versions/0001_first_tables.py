"""The first tables of notes."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "sample_0001"
down_revision = None


def upgrade():
    op.create_table(
        "sample_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("told_by", sa.String(200), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sample_note_organisation_id", "sample_note", ["organisation_id"])
    op.create_index("ix_sample_note_person_id", "sample_note", ["person_id"])
    op.create_index("ix_sample_note_updated_at", "sample_note", ["updated_at"])
    op.create_table(
        "sample_tally",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id"),
    )


def downgrade():
    op.drop_table("sample_tally")
    op.drop_table("sample_note")
