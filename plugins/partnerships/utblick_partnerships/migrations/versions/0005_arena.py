"""Arena meetings, guidelines and the pilot group."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "partnerships_0005"
down_revision = "partnerships_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnerships_arena_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("agenda", sa.String(length=5000), nullable=False),
        sa.Column("minutes", sa.String(length=10000), nullable=False),
        sa.Column("decisions", sa.String(length=5000), nullable=False),
        sa.Column("business", sa.Integer(), nullable=False),
        sa.Column("university", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("helices", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_arena_meeting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_arena_meeting_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_meeting_held_on"),
            ["held_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_meeting_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_meeting_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_arena_participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("helix", sa.String(length=12), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["partnerships_arena_meeting.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "meeting_id",
            "organisation_id",
            name="uq_partnerships_arena_participant",
        ),
    )
    with op.batch_alter_table("partnerships_arena_participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_participant_meeting_id"),
            ["meeting_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_participant_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_participant_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_arena_participant_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_guideline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["partnerships_arena_meeting.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_guideline", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_guideline_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_guideline_meeting_id"),
            ["meeting_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_guideline_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_guideline_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_pilot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("active_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("learnt", sa.String(length=3000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_pilot", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_pilot_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_pilot_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_pilot_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_pilot_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    op.drop_table("partnerships_pilot")
    op.drop_table("partnerships_guideline")
    op.drop_table("partnerships_arena_participant")
    op.drop_table("partnerships_arena_meeting")
