"""Profiles, their reviews, and expressions of interest."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "partnerships_0002"
down_revision = "partnerships_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnerships_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=3), nullable=False),
        sa.Column("money", sa.String(length=10), nullable=False),
        sa.Column("exchanged", sa.String(length=20), nullable=False),
        sa.Column("for_call", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("short_title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("description", sa.String(length=4000), nullable=False),
        sa.Column("advantages", sa.String(length=2000), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("ipr", sa.String(length=30), nullable=False),
        sa.Column("sought", sa.String(length=2000), nullable=False),
        sa.Column("partnership_types", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("sdgs", sa.JSON(), nullable=False),
        sa.Column("brands", sa.JSON(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("interest_deadline", sa.Date(), nullable=True),
        sa.Column("client_known", sa.Boolean(), nullable=False),
        sa.Column("action_plan", sa.Boolean(), nullable=False),
        sa.Column("searched", sa.Boolean(), nullable=False),
        sa.Column("leaks", sa.Integer(), nullable=False),
        sa.Column("leak_reason", sa.String(length=1000), nullable=False),
        sa.Column("reasoned", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("external_by", sa.String(length=200), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["partnerships_call.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_profile", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_profile_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_call_id"),
            ["call_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_origin_id"),
            ["origin_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_partnerships_profile_reference",
            ["reference"],
            unique=True,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_type"),
            ["type"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_updated_at"),
            ["updated_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_profile_valid_until"),
            ["valid_until"],
            unique=False,
        )
    op.create_table(
        "partnerships_interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("from_organisation", sa.String(length=200), nullable=False),
        sa.Column("from_name", sa.String(length=200), nullable=False),
        sa.Column("from_email", sa.String(length=254), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("who", sa.String(length=2000), nullable=False),
        sa.Column("why", sa.String(length=2000), nullable=False),
        sa.Column("what_next", sa.String(length=2000), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_by", sa.String(length=200), nullable=False),
        sa.Column("closed_reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(["profile_id"], ["partnerships_profile.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_interest", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_interest_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_interest_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_interest_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_interest_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_interest_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_interest_profile_id"),
            ["profile_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_interest_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("profile_version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["partnerships_profile.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_review_profile_id"),
            ["profile_id"],
            unique=False,
        )


def downgrade() -> None:
    op.drop_table("partnerships_review")
    op.drop_table("partnerships_interest")
    op.drop_table("partnerships_profile")
