"""First tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "seminars_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seminars_trail",
        sa.Column("seminar_id", sa.Uuid(), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.Column("told_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seminar_id"),
    )
    op.create_table(
        "seminars_seminar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=3000), nullable=False),
        sa.Column("summary_en", sa.String(length=3000), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("work_forms", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("online_url", sa.String(length=500), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("sign_up_until", sa.Date(), nullable=True),
        sa.Column("share", sa.String(length=12), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("survey_nonce", sa.String(length=32), nullable=False),
        sa.Column("before_hash", sa.String(length=64), nullable=False),
        sa.Column("after_hash", sa.String(length=64), nullable=False),
        sa.Column("lessons", sa.String(length=5000), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("after_hash"),
        sa.UniqueConstraint("before_hash"),
    )
    with op.batch_alter_table("seminars_seminar", schema=None) as batch_op:
        batch_op.create_index(
            "ix_seminars_seminar_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_seminar_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_seminar_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_seminar_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_seminar_starts_at"),
            ["starts_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_seminar_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "seminars_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seminar_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=6), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("knowledge", sa.Integer(), nullable=False),
        sa.Column("attitude", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seminar_id"], ["seminars_seminar.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("seminars_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_seminars_answer_topic",
            ["seminar_id", "moment", "topic"],
            unique=False,
        )
    op.create_table(
        "seminars_registration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("seminar_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=14), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=30), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("signed_up_at", UtcDateTime(), nullable=False),
        sa.Column("came_at", UtcDateTime(), nullable=True),
        sa.Column("seminar_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("owed", sa.String(length=10), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(["seminar_id"], ["seminars_seminar.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_hash"),
    )
    with op.batch_alter_table("seminars_registration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seminars_registration_email"),
            ["email"],
            unique=False,
        )
        batch_op.create_index(
            "ix_seminars_registration_line",
            ["seminar_id", "state", "signed_up_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_registration_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_seminars_registration_owed",
            ["owed"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_registration_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_registration_seminar_id"),
            ["seminar_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_registration_seminar_on"),
            ["seminar_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_seminars_registration_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("seminars_registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminars_registration_updated_at"))
        batch_op.drop_index(batch_op.f("ix_seminars_registration_seminar_on"))
        batch_op.drop_index(batch_op.f("ix_seminars_registration_seminar_id"))
        batch_op.drop_index(batch_op.f("ix_seminars_registration_person_id"))
        batch_op.drop_index("ix_seminars_registration_owed")
        batch_op.drop_index(
            batch_op.f("ix_seminars_registration_organisation_id"),
        )
        batch_op.drop_index("ix_seminars_registration_line")
        batch_op.drop_index(batch_op.f("ix_seminars_registration_email"))
    op.drop_table("seminars_registration")
    with op.batch_alter_table("seminars_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_seminars_answer_topic")
    op.drop_table("seminars_answer")
    with op.batch_alter_table("seminars_seminar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminars_seminar_updated_at"))
        batch_op.drop_index(batch_op.f("ix_seminars_seminar_starts_at"))
        batch_op.drop_index(batch_op.f("ix_seminars_seminar_owner_id"))
        batch_op.drop_index(batch_op.f("ix_seminars_seminar_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_seminars_seminar_country"))
        batch_op.drop_index("ix_seminars_seminar_board")
    op.drop_table("seminars_seminar")
    op.drop_table("seminars_trail")
