"""Exchanges, who is invited and who was counted."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "twinning_0002"
down_revision = "twinning_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "twinning_exchange",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("goal", sa.String(length=2000), nullable=False),
        sa.Column("planned_local", sa.Integer(), nullable=True),
        sa.Column("planned_international", sa.Integer(), nullable=True),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("lead", sa.String(length=20), nullable=False),
        sa.Column("project_months", sa.Integer(), nullable=True),
        sa.Column("funding", sa.String(length=12), nullable=False),
        sa.Column("funding_number", sa.String(length=80), nullable=False),
        sa.Column("interpreters", sa.JSON(), nullable=False),
        sa.Column("interpreters_asked_on", sa.Date(), nullable=True),
        sa.Column("briefing_asked_on", sa.Date(), nullable=True),
        sa.Column("counted_local", sa.Integer(), nullable=True),
        sa.Column("counted_international", sa.Integer(), nullable=True),
        sa.Column("counted_firms", sa.Integer(), nullable=True),
        sa.Column("held_event_id", sa.Uuid(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report", sa.String(length=10000), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("door_nonce", sa.String(length=40), nullable=False),
        sa.Column("door_hash", sa.String(length=64), nullable=True),
        sa.Column("forgotten_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("door_hash"),
    )
    with op.batch_alter_table("twinning_exchange", schema=None) as batch_op:
        batch_op.create_index(
            "ix_twinning_exchange_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_exchange_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_exchange_starts_on"),
            ["starts_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_exchange_theme"),
            ["theme"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_exchange_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_exchange_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_delegate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("exchange_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("consented_at", UtcDateTime(), nullable=True),
        sa.Column("invited_at", UtcDateTime(), nullable=True),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["exchange_id"], ["twinning_exchange.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_hash"),
    )
    with op.batch_alter_table("twinning_delegate", schema=None) as batch_op:
        batch_op.create_index(
            "ix_twinning_delegate_list",
            ["exchange_id", "title", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_delegate_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_delegate_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_delegate_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_delegate_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_arrival",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("exchange_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("international", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["delegate_id"], ["twinning_delegate.id"]),
        sa.ForeignKeyConstraint(["exchange_id"], ["twinning_exchange.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_arrival", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_arrival_delegate_id"),
            ["delegate_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_arrival_exchange_id"),
            ["exchange_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_arrival_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_arrival_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("twinning_arrival", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_arrival_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_arrival_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_arrival_exchange_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_arrival_delegate_id"))
    op.drop_table("twinning_arrival")
    with op.batch_alter_table("twinning_delegate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_delegate_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_delegate_state"))
        batch_op.drop_index(batch_op.f("ix_twinning_delegate_person_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_delegate_organisation_id"))
        batch_op.drop_index("ix_twinning_delegate_list")
    op.drop_table("twinning_delegate")
    with op.batch_alter_table("twinning_exchange", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_exchange_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_exchange_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_exchange_theme"))
        batch_op.drop_index(batch_op.f("ix_twinning_exchange_starts_on"))
        batch_op.drop_index(batch_op.f("ix_twinning_exchange_owner_id"))
        batch_op.drop_index("ix_twinning_exchange_board")
    op.drop_table("twinning_exchange")
