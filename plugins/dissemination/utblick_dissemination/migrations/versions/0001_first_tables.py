"""First tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "dissemination_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dissemination_story",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("done", sa.String(length=5000), nullable=False),
        sa.Column("done_en", sa.String(length=5000), nullable=False),
        sa.Column("evidence", sa.String(length=3000), nullable=False),
        sa.Column("evidence_en", sa.String(length=3000), nullable=False),
        sa.Column("others", sa.String(length=3000), nullable=False),
        sa.Column("others_en", sa.String(length=3000), nullable=False),
        sa.Column("lessons", sa.String(length=3000), nullable=False),
        sa.Column("lessons_en", sa.String(length=3000), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("credited", sa.String(length=200), nullable=False),
        sa.Column("share", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_hash", sa.String(length=64), nullable=False),
        sa.Column("approved_hash", sa.String(length=64), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "source",
            "source_id",
            name="uq_dissemination_story_source",
        ),
    )
    with op.batch_alter_table("dissemination_story", schema=None) as batch_op:
        batch_op.create_index(
            "ix_dissemination_story_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_story_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_story_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_story_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_story_published_on"),
            ["published_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_story_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "dissemination_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("withdraw_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(["story_id"], ["dissemination_story.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
        sa.UniqueConstraint("withdraw_hash"),
    )
    with op.batch_alter_table("dissemination_consent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dissemination_consent_asked_on"),
            ["asked_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_consent_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_consent_recipient_email"),
            ["recipient_email"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_consent_story_id"),
            ["story_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_dissemination_consent_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("dissemination_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dissemination_consent_updated_at"))
        batch_op.drop_index(batch_op.f("ix_dissemination_consent_story_id"))
        batch_op.drop_index(
            batch_op.f("ix_dissemination_consent_recipient_email"),
        )
        batch_op.drop_index(batch_op.f("ix_dissemination_consent_person_id"))
        batch_op.drop_index(batch_op.f("ix_dissemination_consent_asked_on"))
    op.drop_table("dissemination_consent")
    with op.batch_alter_table("dissemination_story", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dissemination_story_updated_at"))
        batch_op.drop_index(batch_op.f("ix_dissemination_story_published_on"))
        batch_op.drop_index(batch_op.f("ix_dissemination_story_owner_id"))
        batch_op.drop_index(
            batch_op.f("ix_dissemination_story_organisation_id"),
        )
        batch_op.drop_index(batch_op.f("ix_dissemination_story_country"))
        batch_op.drop_index("ix_dissemination_story_board")
    op.drop_table("dissemination_story")
