"""First tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "county_hub_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "county_hub_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("identifier", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member", "identifier", name="uq_county_hub_call"),
    )
    with op.batch_alter_table("county_hub_call", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_call_identifier"),
            ["identifier"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_call_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_call_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_hub_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("indicator", sa.String(length=100), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reading", Amount(), nullable=False),
        sa.Column("target", Amount(), nullable=False),
        sa.Column("light", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member", "thing", name="uq_county_hub_goal"),
    )
    with op.batch_alter_table("county_hub_goal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_goal_indicator"),
            ["indicator"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_goal_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_goal_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_hub_heard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member"),
    )
    with op.batch_alter_table("county_hub_heard", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_heard_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_hub_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("introduction_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("section", sa.String(length=1), nullable=False),
        sa.Column("about", sa.String(length=1000), nullable=False),
        sa.Column("reply_key", sa.String(length=60), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "member",
            "introduction_id",
            name="uq_county_hub_question",
        ),
    )
    with op.batch_alter_table("county_hub_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_question_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_question_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_hub_story",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member", "thing", name="uq_county_hub_story"),
    )
    with op.batch_alter_table("county_hub_story", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_story_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_story_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_hub_way",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("section", sa.String(length=1), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("member", "thing", name="uq_county_hub_way"),
    )
    with op.batch_alter_table("county_hub_way", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_way_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_way_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_way_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "county_hub_match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("member", sa.String(length=4), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["county_hub_question.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "question_id",
            "member",
            name="uq_county_hub_match",
        ),
    )
    with op.batch_alter_table("county_hub_match", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_county_hub_match_member"),
            ["member"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_match_question_id"),
            ["question_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_county_hub_match_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("county_hub_match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_match_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_match_question_id"))
        batch_op.drop_index(batch_op.f("ix_county_hub_match_member"))
    op.drop_table("county_hub_match")
    with op.batch_alter_table("county_hub_way", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_way_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_way_member"))
        batch_op.drop_index(batch_op.f("ix_county_hub_way_country"))
    op.drop_table("county_hub_way")
    with op.batch_alter_table("county_hub_story", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_story_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_story_member"))
    op.drop_table("county_hub_story")
    with op.batch_alter_table("county_hub_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_question_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_question_member"))
    op.drop_table("county_hub_question")
    with op.batch_alter_table("county_hub_heard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_heard_updated_at"))
    op.drop_table("county_hub_heard")
    with op.batch_alter_table("county_hub_goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_goal_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_goal_member"))
        batch_op.drop_index(batch_op.f("ix_county_hub_goal_indicator"))
    op.drop_table("county_hub_goal")
    with op.batch_alter_table("county_hub_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_county_hub_call_updated_at"))
        batch_op.drop_index(batch_op.f("ix_county_hub_call_member"))
        batch_op.drop_index(batch_op.f("ix_county_hub_call_identifier"))
    op.drop_table("county_hub_call")
