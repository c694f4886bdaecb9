"""What belongs to an exchange: programme, money, business meetings, promises."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "twinning_0003"
down_revision = "twinning_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "twinning_programme_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("exchange_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["exchange_id"], ["twinning_exchange.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_programme_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_programme_item_exchange_id"),
            ["exchange_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_programme_item_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_budget_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("exchange_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("planned", Amount(), nullable=False),
        sa.Column("outcome", Amount(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["exchange_id"], ["twinning_exchange.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_budget_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_budget_line_exchange_id"),
            ["exchange_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_budget_line_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=False),
        sa.Column("exchange_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column("partner_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("held_event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["twinning_exchange.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["partner_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_exchange_id"),
            ["exchange_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_held_on"),
            ["held_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_outcome"),
            ["outcome"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_partner_id"),
            ["partner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_meeting_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_promise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=False),
        sa.Column("exchange_id", sa.Uuid(), nullable=True),
        sa.Column("promised_to", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["twinning_exchange.id"]),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_promise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_promise_due_on"),
            ["due_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_promise_exchange_id"),
            ["exchange_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_promise_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_promise_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_promise_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_promise_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("twinning_promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_promise_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_promise_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_promise_state"))
        batch_op.drop_index(batch_op.f("ix_twinning_promise_owner_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_promise_exchange_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_promise_due_on"))
    op.drop_table("twinning_promise")
    with op.batch_alter_table("twinning_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_state"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_partner_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_owner_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_outcome"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_held_on"))
        batch_op.drop_index(batch_op.f("ix_twinning_meeting_exchange_id"))
    op.drop_table("twinning_meeting")
    with op.batch_alter_table("twinning_budget_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_budget_line_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_budget_line_exchange_id"))
    op.drop_table("twinning_budget_line")
    with op.batch_alter_table("twinning_programme_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_programme_item_updated_at"))
        batch_op.drop_index(
            batch_op.f("ix_twinning_programme_item_exchange_id"),
        )
    op.drop_table("twinning_programme_item")
