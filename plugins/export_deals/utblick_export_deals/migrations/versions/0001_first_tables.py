"""The first tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "export_deals_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export_deals_trail",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.Column("signed_event_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_event_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_table(
        "export_deals_lead",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("stage_before", sa.String(length=12), nullable=False),
        sa.Column("stage_since", UtcDateTime(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("confidentiality", sa.String(length=10), nullable=False),
        sa.Column("partner_name", sa.String(length=200), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column("value", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("cn_code", sa.String(length=10), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("lost_reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_export_deals_lead_country"), "export_deals_lead", ["country"], unique=False)
    op.create_index(
        op.f("ix_export_deals_lead_organisation_id"), "export_deals_lead", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_export_deals_lead_owner_id"), "export_deals_lead", ["owner_id"], unique=False)
    op.create_index(
        op.f("ix_export_deals_lead_partner_id"), "export_deals_lead", ["partner_id"], unique=False
    )
    op.create_index(op.f("ix_export_deals_lead_stage"), "export_deals_lead", ["stage"], unique=False)
    op.create_index(
        op.f("ix_export_deals_lead_updated_at"), "export_deals_lead", ["updated_at"], unique=False
    )
    op.create_table(
        "export_deals_market",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_export_deals_market_country"), "export_deals_market", ["country"], unique=False)
    op.create_index(
        op.f("ix_export_deals_market_organisation_id"),
        "export_deals_market",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_export_deals_market_owner_id"), "export_deals_market", ["owner_id"], unique=False
    )
    op.create_index(op.f("ix_export_deals_market_stage"), "export_deals_market", ["stage"], unique=False)
    op.create_index(
        op.f("ix_export_deals_market_updated_at"), "export_deals_market", ["updated_at"], unique=False
    )
    op.create_table(
        "export_deals_secret_partner",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("partner_name", sa.String(length=200), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_index(
        op.f("ix_export_deals_secret_partner_partner_id"),
        "export_deals_secret_partner",
        ["partner_id"],
        unique=False,
    )
    op.create_table(
        "export_deals_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("confidentiality", sa.String(length=10), nullable=False),
        sa.Column("partner_name", sa.String(length=200), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("value", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("value_band", sa.String(length=12), nullable=False),
        sa.Column("value_sek", Amount(), nullable=True),
        sa.Column("value_eur", Amount(), nullable=True),
        sa.Column("sek_per_eur", Amount(), nullable=True),
        sa.Column("currency_per_eur", Amount(), nullable=True),
        sa.Column("rate_day", sa.Date(), nullable=True),
        sa.Column("cn_code", sa.String(length=10), nullable=False),
        sa.Column("incoterm", sa.String(length=3), nullable=False),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("helped_by", sa.String(length=500), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["export_deals_lead.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_export_deals_agreement_country"), "export_deals_agreement", ["country"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_agreement_lead_id"), "export_deals_agreement", ["lead_id"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_agreement_organisation_id"),
        "export_deals_agreement",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_export_deals_agreement_owner_id"), "export_deals_agreement", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_agreement_partner_id"), "export_deals_agreement", ["partner_id"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_agreement_signed_on"), "export_deals_agreement", ["signed_on"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_agreement_state"), "export_deals_agreement", ["state"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_agreement_updated_at"), "export_deals_agreement", ["updated_at"], unique=False
    )
    op.create_table(
        "export_deals_confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.String(length=200), nullable=False),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("without_help", sa.String(length=12), nullable=False),
        sa.Column("at_risk", sa.String(length=10), nullable=False),
        sa.Column("prerequisite", sa.String(length=10), nullable=False),
        sa.Column("sped_up", sa.String(length=10), nullable=False),
        sa.Column("larger", sa.String(length=10), nullable=False),
        sa.Column("rating_contacts", sa.Integer(), nullable=True),
        sa.Column("rating_knowledge", sa.Integer(), nullable=True),
        sa.Column("rating_confidence", sa.Integer(), nullable=True),
        sa.Column("rating_profile", sa.Integer(), nullable=True),
        sa.Column("dispute_reason", sa.String(length=1000), nullable=False),
        sa.Column("correction", sa.String(length=1000), nullable=False),
        sa.Column("story_consent", sa.Boolean(), nullable=True),
        sa.Column("story_form", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["export_deals_agreement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index(
        op.f("ix_export_deals_confirmation_agreement_id"),
        "export_deals_confirmation",
        ["agreement_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_export_deals_confirmation_expires_at"),
        "export_deals_confirmation",
        ["expires_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_export_deals_confirmation_organisation_id"),
        "export_deals_confirmation",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_export_deals_confirmation_person_id"),
        "export_deals_confirmation",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_export_deals_confirmation_state"), "export_deals_confirmation", ["state"], unique=False
    )
    op.create_index(
        op.f("ix_export_deals_confirmation_updated_at"),
        "export_deals_confirmation",
        ["updated_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_export_deals_confirmation_updated_at"), table_name="export_deals_confirmation")
    op.drop_index(op.f("ix_export_deals_confirmation_state"), table_name="export_deals_confirmation")
    op.drop_index(op.f("ix_export_deals_confirmation_person_id"), table_name="export_deals_confirmation")
    op.drop_index(
        op.f("ix_export_deals_confirmation_organisation_id"), table_name="export_deals_confirmation"
    )
    op.drop_index(op.f("ix_export_deals_confirmation_expires_at"), table_name="export_deals_confirmation")
    op.drop_index(op.f("ix_export_deals_confirmation_agreement_id"), table_name="export_deals_confirmation")
    op.drop_table("export_deals_confirmation")
    op.drop_index(op.f("ix_export_deals_agreement_updated_at"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_state"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_signed_on"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_partner_id"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_owner_id"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_organisation_id"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_lead_id"), table_name="export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_agreement_country"), table_name="export_deals_agreement")
    op.drop_table("export_deals_agreement")
    op.drop_index(op.f("ix_export_deals_secret_partner_partner_id"), table_name="export_deals_secret_partner")
    op.drop_table("export_deals_secret_partner")
    op.drop_index(op.f("ix_export_deals_market_updated_at"), table_name="export_deals_market")
    op.drop_index(op.f("ix_export_deals_market_stage"), table_name="export_deals_market")
    op.drop_index(op.f("ix_export_deals_market_owner_id"), table_name="export_deals_market")
    op.drop_index(op.f("ix_export_deals_market_organisation_id"), table_name="export_deals_market")
    op.drop_index(op.f("ix_export_deals_market_country"), table_name="export_deals_market")
    op.drop_table("export_deals_market")
    op.drop_index(op.f("ix_export_deals_lead_updated_at"), table_name="export_deals_lead")
    op.drop_index(op.f("ix_export_deals_lead_stage"), table_name="export_deals_lead")
    op.drop_index(op.f("ix_export_deals_lead_partner_id"), table_name="export_deals_lead")
    op.drop_index(op.f("ix_export_deals_lead_owner_id"), table_name="export_deals_lead")
    op.drop_index(op.f("ix_export_deals_lead_organisation_id"), table_name="export_deals_lead")
    op.drop_index(op.f("ix_export_deals_lead_country"), table_name="export_deals_lead")
    op.drop_table("export_deals_lead")
    op.drop_table("export_deals_trail")
