"""Bids."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "tendering_0004"
down_revision = "tendering_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tendering_bid_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreement", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["tendering_lot.id"]),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_bid_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_lot_id"),
            ["lot_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_notice_id"),
            ["notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_bid",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("match_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("buyer_name", sa.String(length=300), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("question_deadline", UtcDateTime(), nullable=True),
        sa.Column("value", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("won_value", Amount(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("first_bid", sa.Boolean(), nullable=False),
        sa.Column("loss_reason", sa.String(length=20), nullable=False),
        sa.Column("learnt", sa.String(length=2000), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("outcome_proposed", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=500), nullable=False),
        sa.Column("stage_before", sa.String(length=12), nullable=False),
        sa.Column("reminded", sa.JSON(), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_event_id", sa.Uuid(), nullable=True),
        sa.Column("outcome_event_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["tendering_bid_group.id"]),
        sa.ForeignKeyConstraint(["lot_id"], ["tendering_lot.id"]),
        sa.ForeignKeyConstraint(["match_id"], ["tendering_match.id"]),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_bid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_deadline"),
            ["deadline"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_group_id"),
            ["group_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_lot_id"),
            ["lot_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_match_id"),
            ["match_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_notice_id"),
            ["notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_outcome_id"),
            ["outcome_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_tendering_bid_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_bid_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_group_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=14), nullable=False),
        sa.Column("covers", sa.String(length=500), nullable=False),
        sa.Column("share", Amount(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["tendering_bid_group.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "group_id",
            "organisation_id",
            name="uq_tendering_group_member",
        ),
    )
    with op.batch_alter_table("tendering_group_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_group_member_group_id"),
            ["group_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_group_member_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
    op.create_table(
        "tendering_advice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("bid_id", sa.Uuid(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("hours", Amount(), nullable=False),
        sa.Column("value", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("value_eur", Amount(), nullable=True),
        sa.Column("rate_day", sa.Date(), nullable=True),
        sa.Column("de_minimis", sa.Boolean(), nullable=False),
        sa.Column("not_aid_reason", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["bid_id"], ["tendering_bid.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_advice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_advice_bid_id"),
            ["bid_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_advice_given_on"),
            ["given_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_advice_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_advice_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_advice_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("modules", sa.JSON(), nullable=False),
        sa.Column("because_bid_id", sa.Uuid(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.ForeignKeyConstraint(["because_bid_id"], ["tendering_bid.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_enrolment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_enrolment_because_bid_id"),
            ["because_bid_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_enrolment_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_enrolment_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_enrolment_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_enrolment_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_enrolment_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_requirement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bid_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bid_id"], ["tendering_bid.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_requirement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_requirement_bid_id"),
            ["bid_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("tendering_requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_requirement_bid_id"))
    op.drop_table("tendering_requirement")
    with op.batch_alter_table("tendering_enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_enrolment_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_enrolment_state"))
        batch_op.drop_index(batch_op.f("ix_tendering_enrolment_person_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_enrolment_owner_id"))
        batch_op.drop_index(
            batch_op.f("ix_tendering_enrolment_organisation_id"),
        )
        batch_op.drop_index(batch_op.f("ix_tendering_enrolment_because_bid_id"))
    op.drop_table("tendering_enrolment")
    with op.batch_alter_table("tendering_advice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_advice_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_advice_owner_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_advice_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_advice_given_on"))
        batch_op.drop_index(batch_op.f("ix_tendering_advice_bid_id"))
    op.drop_table("tendering_advice")
    with op.batch_alter_table("tendering_group_member", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_tendering_group_member_organisation_id"),
        )
        batch_op.drop_index(batch_op.f("ix_tendering_group_member_group_id"))
    op.drop_table("tendering_group_member")
    with op.batch_alter_table("tendering_bid", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_bid_updated_at"))
        batch_op.drop_index("ix_tendering_bid_board")
        batch_op.drop_index(batch_op.f("ix_tendering_bid_owner_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_outcome_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_notice_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_match_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_lot_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_group_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_deadline"))
    op.drop_table("tendering_bid")
    with op.batch_alter_table("tendering_bid_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_bid_group_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_group_state"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_group_owner_id"))
        batch_op.drop_index(
            batch_op.f("ix_tendering_bid_group_organisation_id"),
        )
        batch_op.drop_index(batch_op.f("ix_tendering_bid_group_notice_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_bid_group_lot_id"))
    op.drop_table("tendering_bid_group")
