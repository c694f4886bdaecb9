"""Universities, their seasons, contacts and agreements."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "university_node_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "university_node_institution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("ror", sa.String(length=40), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("has_coop", sa.Boolean(), nullable=False),
        sa.Column("assignments_url", sa.String(length=300), nullable=False),
        sa.Column("results_url", sa.String(length=300), nullable=False),
        sa.Column("contact_url", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id"),
    )
    for column in ("updated_at",):
        op.create_index(
            op.f(f"ix_university_node_institution_{column}"), "university_node_institution", [column]
        )
    op.create_table(
        "university_node_season",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("advertise_from", sa.Date(), nullable=False),
        sa.Column("advertise_until", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "institution_id",
            "level",
            "starts_on",
            name="uq_university_node_season",
        ),
    )
    for column in ("advertise_until", "institution_id", "updated_at"):
        op.create_index(op.f(f"ix_university_node_season_{column}"), "university_node_season", [column])
    op.create_table(
        "university_node_node_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("covers", sa.String(length=500), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["university_node_node_contact.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("institution_id", "person_id", "state", "successor_id", "updated_at"):
        op.create_index(
            op.f(f"ix_university_node_node_contact_{column}"), "university_node_node_contact", [column]
        )
    op.create_table(
        "university_node_cooperation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("registry_number", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=5000), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("institution_id", "owner_id", "state", "updated_at", "valid_until"):
        op.create_index(
            op.f(f"ix_university_node_cooperation_{column}"), "university_node_cooperation", [column]
        )


def downgrade() -> None:
    for table in ("cooperation", "node_contact", "season", "institution"):
        op.drop_table(f"university_node_{table}")
