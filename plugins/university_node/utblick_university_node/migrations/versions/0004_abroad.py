"""Placements, notes about markets, experts and springboards."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "university_node_0004"
down_revision = "university_node_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "university_node_placement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("direction", sa.String(length=5), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("errand", sa.String(length=2000), nullable=False),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["student_id"], ["university_node_student.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in (
        "country",
        "institution_id",
        "organisation_id",
        "origin_id",
        "owner_id",
        "student_id",
        "updated_at",
    ):
        op.create_index(op.f(f"ix_university_node_placement_{column}"), "university_node_placement", [column])
    op.create_index(
        "ix_university_node_placement_board", "university_node_placement", ["state", "updated_at", "id"]
    )
    op.create_table(
        "university_node_market_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("learnt", sa.String(length=5000), nullable=False),
        sa.Column("contacts", sa.String(length=2000), nullable=False),
        sa.Column("led_to_lead", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["university_node_placement.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("country", "organisation_id", "placement_id", "updated_at"):
        op.create_index(
            op.f(f"ix_university_node_market_note_{column}"), "university_node_market_note", [column]
        )
    op.create_table(
        "university_node_expert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("competence", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("page_url", sa.String(length=300), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("hidden_on", sa.Date(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("field", "institution_id", "person_id", "state", "updated_at"):
        op.create_index(op.f(f"ix_university_node_expert_{column}"), "university_node_expert", [column])
    op.create_table(
        "university_node_springboard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("partner", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=3000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("country", "institution_id", "organisation_id", "owner_id", "state", "updated_at"):
        op.create_index(
            op.f(f"ix_university_node_springboard_{column}"), "university_node_springboard", [column]
        )


def downgrade() -> None:
    for table in ("springboard", "expert", "market_note", "placement"):
        op.drop_table(f"university_node_{table}")
