"""First tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "county_link_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "county_link_introduction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("section", sa.String(length=1), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("county_link_introduction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_link_introduction_asked_on"),
            ["asked_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_introduction_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_introduction_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_introduction_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_introduction_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_link_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("introduction_id", sa.Uuid(), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["introduction_id"],
            ["county_link_introduction.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("match_id"),
    )
    with op.batch_alter_table("county_link_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_link_answer_email"),
            ["email"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_answer_introduction_id"),
            ["introduction_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_answer_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_link_inquiry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("section", sa.String(length=1), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=False),
        sa.Column("reply_key", sa.String(length=60), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("match_id"),
    )
    with op.batch_alter_table("county_link_inquiry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_municipality"),
            ["municipality"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_received_on"),
            ["received_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_token_hash"),
            ["token_hash"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_link_inquiry_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("county_link_inquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_token_hash"))
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_state"))
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_received_on"))
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_person_id"))
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_owner_id"))
        batch_op.drop_index(
            batch_op.f("ix_county_link_inquiry_organisation_id"),
        )
        batch_op.drop_index(batch_op.f("ix_county_link_inquiry_municipality"))
    op.drop_table("county_link_inquiry")
    with op.batch_alter_table("county_link_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_link_answer_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_link_answer_introduction_id"))
        batch_op.drop_index(batch_op.f("ix_county_link_answer_email"))
    op.drop_table("county_link_answer")
    with op.batch_alter_table("county_link_introduction", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_county_link_introduction_updated_at"),
        )
        batch_op.drop_index(batch_op.f("ix_county_link_introduction_state"))
        batch_op.drop_index(batch_op.f("ix_county_link_introduction_owner_id"))
        batch_op.drop_index(batch_op.f("ix_county_link_introduction_country"))
        batch_op.drop_index(batch_op.f("ix_county_link_introduction_asked_on"))
    op.drop_table("county_link_introduction")
