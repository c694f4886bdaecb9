"""Matches."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "tendering_0003"
down_revision = "tendering_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tendering_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("unwanted", sa.JSON(), nullable=False),
        sa.Column("nuts", sa.JSON(), nullable=False),
        sa.Column("reach", sa.String(length=10), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("export_countries", sa.JSON(), nullable=False),
        sa.Column("is_small", sa.Boolean(), nullable=True),
        sa.Column("turnover", Amount(), nullable=True),
        sa.Column("most", Amount(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_id"),
    )
    with op.batch_alter_table("tendering_profile", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_profile_approved_by"),
            ["approved_by"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_profile_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_profile_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_profile_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_dealing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("said", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_dealing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_answers_id"),
            ["answers_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_at"),
            ["at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_by_id"),
            ["by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_notice_id"),
            ["notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_round_id"),
            ["round_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_dealing_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("dismissed_reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["lot_id"], ["tendering_lot.id"]),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["profile_id"], ["tendering_profile.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "organisation_id",
            "lot_id",
            name="uq_tendering_match",
        ),
    )
    with op.batch_alter_table("tendering_match", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tendering_match_live",
            ["live", "score"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_lot_id"),
            ["lot_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_notice_id"),
            ["notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_profile_id"),
            ["profile_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_match_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_lesson",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("said", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["tendering_match.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["profile_id"], ["tendering_profile.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_lesson", schema=None) as batch_op:
        for column in ("by_id", "match_id", "organisation_id", "profile_id", "updated_at"):
            batch_op.create_index(batch_op.f(f"ix_tendering_lesson_{column}"), [column], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tendering_lesson", schema=None) as batch_op:
        for column in ("by_id", "match_id", "organisation_id", "profile_id", "updated_at"):
            batch_op.drop_index(batch_op.f(f"ix_tendering_lesson_{column}"))
    op.drop_table("tendering_lesson")
    with op.batch_alter_table("tendering_match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_match_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_match_state"))
        batch_op.drop_index(batch_op.f("ix_tendering_match_profile_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_match_owner_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_match_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_match_notice_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_match_lot_id"))
        batch_op.drop_index("ix_tendering_match_live")
    op.drop_table("tendering_match")
    with op.batch_alter_table("tendering_dealing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_round_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_person_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_notice_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_by_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_dealing_answers_id"))
    op.drop_table("tendering_dealing")
    with op.batch_alter_table("tendering_profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_profile_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_profile_state"))
        batch_op.drop_index(batch_op.f("ix_tendering_profile_owner_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_profile_approved_by"))
    op.drop_table("tendering_profile")
