"""Students, matches, links, agreements of three and grades."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "university_node_0003"
down_revision = "university_node_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "university_node_student",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("institution_id", "keep_until", "person_id", "state", "updated_at"):
        op.create_index(op.f(f"ix_university_node_student_{column}"), "university_node_student", [column])
    op.create_table(
        "university_node_match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=18), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("company_on", sa.Date(), nullable=True),
        sa.Column("student_on", sa.Date(), nullable=True),
        sa.Column("school_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("declined_by", sa.String(length=10), nullable=False),
        sa.Column("declined_reason", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["university_node_assignment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["student_id"], ["university_node_student.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in (
        "assignment_id",
        "closed_on",
        "institution_id",
        "organisation_id",
        "student_id",
        "updated_at",
    ):
        op.create_index(op.f(f"ix_university_node_match_{column}"), "university_node_match", [column])
    op.create_index("ix_university_node_match_waiting", "university_node_match", ["state", "answer_by"])
    op.create_table(
        "university_node_key_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    for column in ("expires_at", "person_id"):
        op.create_index(op.f(f"ix_university_node_key_link_{column}"), "university_node_key_link", [column])
    op.create_index(
        "ix_university_node_key_link_record", "university_node_key_link", ["record_id", "purpose"]
    )
    op.create_table(
        "university_node_triangle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=True),
        sa.Column("student_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("student_duties", sa.String(length=3000), nullable=False),
        sa.Column("host_duties", sa.String(length=3000), nullable=False),
        sa.Column("school_duties", sa.String(length=3000), nullable=False),
        sa.Column("terms", sa.String(length=3000), nullable=False),
        sa.Column("host_person_id", sa.Uuid(), nullable=True),
        sa.Column("school_person_id", sa.Uuid(), nullable=True),
        sa.Column("student_signed_on", sa.Date(), nullable=True),
        sa.Column("host_signed_on", sa.Date(), nullable=True),
        sa.Column("school_signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["university_node_assignment.id"],
        ),
        sa.ForeignKeyConstraint(["host_person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["university_node_institution.id"],
        ),
        sa.ForeignKeyConstraint(["match_id"], ["university_node_match.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["school_person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(["student_id"], ["university_node_student.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in (
        "assignment_id",
        "host_person_id",
        "institution_id",
        "match_id",
        "organisation_id",
        "school_person_id",
        "state",
        "student_id",
        "updated_at",
    ):
        op.create_index(op.f(f"ix_university_node_triangle_{column}"), "university_node_triangle", [column])
    op.create_table(
        "university_node_verdict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("perspective", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["university_node_assignment.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "assignment_id",
            "perspective",
            name="uq_university_node_verdict",
        ),
    )
    for column in ("assignment_id", "organisation_id", "perspective", "state", "updated_at"):
        op.create_index(op.f(f"ix_university_node_verdict_{column}"), "university_node_verdict", [column])


def downgrade() -> None:
    for table in ("verdict", "triangle", "key_link", "match", "student"):
        op.drop_table(f"university_node_{table}")
