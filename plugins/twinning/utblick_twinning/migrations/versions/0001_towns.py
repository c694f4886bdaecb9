"""Towns, their decisions and people, and studies of candidates."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "twinning_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "twinning_study",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("conclusion", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_study", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_study_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_study_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_study_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_town",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=5), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("latitude", Amount(), nullable=True),
        sa.Column("longitude", Amount(), nullable=True),
        sa.Column("since_year", sa.String(length=4), nullable=False),
        sa.Column("diary_number", sa.String(length=60), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("health", sa.Integer(), nullable=True),
        sa.Column("last_exchange_on", sa.Date(), nullable=True),
        sa.Column("last_meeting_on", sa.Date(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("proven_on", sa.Date(), nullable=True),
        sa.Column("counted_event_id", sa.Uuid(), nullable=True),
        sa.Column("lapsed_on", sa.Date(), nullable=True),
        sa.Column("reminded_of", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_town", schema=None) as batch_op:
        batch_op.create_index(
            "ix_twinning_town_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_category"),
            ["category"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_counts"),
            ["counts"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_expires_on"),
            ["expires_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_health"),
            ["health"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_town_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region", sa.String(length=5), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("latitude", Amount(), nullable=True),
        sa.Column("longitude", Amount(), nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["study_id"], ["twinning_study.id"]),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_candidate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_candidate_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_candidate_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_candidate_study_id"),
            ["study_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_candidate_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_candidate_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(["successor_id"], ["core_person.id"]),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_contact_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_contact_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_contact_successor_id"),
            ["successor_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_contact_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_contact_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("body", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("diary_number", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("twinning_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_step_decided_on"),
            ["decided_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_step_kind"),
            ["kind"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_step_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_step_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "twinning_tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("ref", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["town_id"], ["twinning_town.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("town_id", "ref", name="uq_twinning_tie"),
    )
    with op.batch_alter_table("twinning_tie", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_twinning_tie_kind"),
            ["kind"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_tie_town_id"),
            ["town_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_twinning_tie_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("twinning_tie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_tie_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_tie_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_tie_kind"))
    op.drop_table("twinning_tie")
    with op.batch_alter_table("twinning_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_step_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_step_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_step_kind"))
        batch_op.drop_index(batch_op.f("ix_twinning_step_decided_on"))
    op.drop_table("twinning_step")
    with op.batch_alter_table("twinning_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_contact_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_contact_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_contact_successor_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_contact_state"))
        batch_op.drop_index(batch_op.f("ix_twinning_contact_person_id"))
    op.drop_table("twinning_contact")
    with op.batch_alter_table("twinning_candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_candidate_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_candidate_town_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_candidate_study_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_candidate_state"))
        batch_op.drop_index(batch_op.f("ix_twinning_candidate_country"))
    op.drop_table("twinning_candidate")
    with op.batch_alter_table("twinning_town", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_town_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_owner_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_health"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_expires_on"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_counts"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_country"))
        batch_op.drop_index(batch_op.f("ix_twinning_town_category"))
        batch_op.drop_index("ix_twinning_town_board")
    op.drop_table("twinning_town")
    with op.batch_alter_table("twinning_study", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_twinning_study_updated_at"))
        batch_op.drop_index(batch_op.f("ix_twinning_study_state"))
        batch_op.drop_index(batch_op.f("ix_twinning_study_owner_id"))
    op.drop_table("twinning_study")
