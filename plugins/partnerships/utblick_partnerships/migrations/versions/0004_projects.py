"""Applications, projects, partners and agreements."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "partnerships_0004"
down_revision = "partnerships_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnerships_application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=False),
        sa.Column("consortium_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=25), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("budget", Amount(), nullable=True),
        sa.Column("requested", Amount(), nullable=True),
        sa.Column("granted", Amount(), nullable=True),
        sa.Column("decision", sa.String(length=2000), nullable=False),
        sa.Column("lesson", sa.String(length=2000), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["partnerships_call.id"]),
        sa.ForeignKeyConstraint(
            ["consortium_id"],
            ["partnerships_consortium.id"],
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_application", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_application_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_application_call_id"),
            ["call_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_application_consortium_id"),
            ["consortium_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_application_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_application_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_application_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_project",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("acronym", sa.String(length=60), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("programme", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("call_number", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("objective", sa.String(length=200), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("description", sa.String(length=5000), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("budget", Amount(), nullable=True),
        sa.Column("grant", Amount(), nullable=True),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["partnerships_application.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_project", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_acronym"),
            ["acronym"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_application_id"),
            ["application_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_partnerships_project_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_number"),
            ["number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_programme"),
            ["programme"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("registry_number", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.String(length=1000), nullable=False),
        sa.Column("countries", sa.Integer(), nullable=False),
        sa.Column("small_firms", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["partnerships_project.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_agreement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_partnerships_agreement_board",
            ["state", "updated_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_agreement_owner_id"),
            ["owner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_agreement_project_id"),
            ["project_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_agreement_signed_on"),
            ["signed_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_agreement_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "partnerships_project_partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("legal_status", sa.String(length=20), nullable=False),
        sa.Column("budget", Amount(), nullable=True),
        sa.Column("own_share", Amount(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["project_id"], ["partnerships_project.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("partnerships_project_partner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_partner_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_partner_project_id"),
            ["project_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_partnerships_project_partner_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    op.drop_table("partnerships_project_partner")
    op.drop_table("partnerships_agreement")
    op.drop_table("partnerships_project")
    op.drop_table("partnerships_application")
