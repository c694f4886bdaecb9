"""Needs, suggested subjects, assignments and their steps."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "university_node_0002"
down_revision = "university_node_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "university_node_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("problem", sa.String(length=3000), nullable=False),
        sa.Column("help_wanted", sa.String(length=500), nullable=False),
        sa.Column("wanted_when", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("organisation_id", "origin_id", "owner_id", "person_id", "state", "updated_at"):
        op.create_index(op.f(f"ix_university_node_need_{column}"), "university_node_need", [column])
    op.create_table(
        "university_node_subject_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("season_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("programme_en", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("apply_by", sa.Date(), nullable=True),
        sa.Column("description", sa.String(length=5000), nullable=False),
        sa.Column("description_en", sa.String(length=5000), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["need_id"], ["university_node_need.id"]),
        sa.ForeignKeyConstraint(["season_id"], ["university_node_season.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("institution_id", "need_id", "season_id", "state", "updated_at"):
        op.create_index(
            op.f(f"ix_university_node_subject_draft_{column}"), "university_node_subject_draft", [column]
        )
    op.create_table(
        "university_node_assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("season_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("students", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("description", sa.String(length=5000), nullable=False),
        sa.Column("description_en", sa.String(length=5000), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("interest_until", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("host_person_id", sa.Uuid(), nullable=True),
        sa.Column("first_contact", sa.Boolean(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("result_url", sa.String(length=300), nullable=False),
        sa.Column("student_hours", sa.Integer(), nullable=True),
        sa.Column("hired", sa.Boolean(), nullable=False),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=3000), nullable=False),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.Column("delivered_event_id", sa.Uuid(), nullable=True),
        sa.Column("first_event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["university_node_node_contact.id"],
        ),
        sa.ForeignKeyConstraint(["host_person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["need_id"], ["university_node_need.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["season_id"], ["university_node_season.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in (
        "contact_id",
        "delivered_on",
        "host_person_id",
        "institution_id",
        "kind",
        "need_id",
        "organisation_id",
        "owner_id",
        "updated_at",
        "next_on",
    ):
        op.create_index(
            op.f(f"ix_university_node_assignment_{column}"), "university_node_assignment", [column]
        )
    op.create_index(
        "ix_university_node_assignment_board", "university_node_assignment", ["state", "updated_at", "id"]
    )
    op.create_index(
        "ix_university_node_assignment_first", "university_node_assignment", ["first_contact", "hired"]
    )
    op.create_index(
        "ix_university_node_assignment_done",
        "university_node_assignment",
        ["state", "organisation_id", "institution_id", "student_hours"],
    )
    op.create_index(
        "ix_university_node_assignment_open",
        "university_node_assignment",
        ["visibility", "state", "interest_until", "id"],
    )
    op.create_index(
        "ix_university_node_assignment_season_board",
        "university_node_assignment",
        ["season_id", "state", "updated_at", "id"],
    )
    op.create_table(
        "university_node_milestone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["university_node_assignment.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("assignment_id", "state", "updated_at", "due_on"):
        op.create_index(op.f(f"ix_university_node_milestone_{column}"), "university_node_milestone", [column])


def downgrade() -> None:
    for table in ("milestone", "assignment", "subject_draft", "need"):
        op.drop_table(f"university_node_{table}")
