"""Notices."""

import sqlalchemy as sa
from alembic import op

from utblick.api import Amount, UtcDateTime

revision = "tendering_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tendering_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("cursor", sa.String(length=500), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_source", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_source_kind"),
            ["kind"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_source_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("description", sa.String(length=5000), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("form_type", sa.String(length=16), nullable=False),
        sa.Column("notice_type", sa.String(length=40), nullable=False),
        sa.Column("nature", sa.String(length=16), nullable=False),
        sa.Column("procedure_type", sa.String(length=20), nullable=False),
        sa.Column("notice_id", sa.String(length=80), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("publication_number", sa.String(length=20), nullable=False),
        sa.Column("procedure_id", sa.String(length=80), nullable=False),
        sa.Column("procurement_id", sa.String(length=80), nullable=False),
        sa.Column("buyer_name", sa.String(length=300), nullable=False),
        sa.Column("buyer_number", sa.String(length=40), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=True),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("nuts", sa.JSON(), nullable=False),
        sa.Column("anywhere", sa.String(length=10), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("value", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("value_sek", sa.Float(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("last_deadline", UtcDateTime(), nullable=True),
        sa.Column("question_deadline", UtcDateTime(), nullable=True),
        sa.Column("lot_count", sa.Integer(), nullable=False),
        sa.Column("suits_small_firms", sa.Boolean(), nullable=True),
        sa.Column("web_url", sa.String(length=500), nullable=False),
        sa.Column("documents_url", sa.String(length=500), nullable=False),
        sa.Column("submission_url", sa.String(length=500), nullable=False),
        sa.Column("change_reason", sa.String(length=40), nullable=False),
        sa.Column("changes_notice", sa.String(length=100), nullable=False),
        sa.Column("previous_notice", sa.String(length=100), nullable=False),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("outcome_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["buyer_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["tendering_source.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_buyer_id"),
            ["buyer_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_buyer_number"),
            ["buyer_number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_country"),
            ["country"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_form_type"),
            ["form_type"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_changes_notice"),
            ["changes_notice"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_previous_notice"),
            ["previous_notice"],
            unique=False,
        )
        batch_op.create_index(
            "ix_tendering_notice_fresh",
            ["state", "published_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_tendering_notice_since",
            ["state", "state_since", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_outcome_id"),
            ["outcome_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_own"),
            ["own"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_procedure_id"),
            ["procedure_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_tendering_notice_radar",
            ["state", "deadline", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_replaced_by_id"),
            ["replaced_by_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_source_id"),
            ["source_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_updated_at"),
            ["updated_at"],
            unique=False,
        )
    op.create_table(
        "tendering_award",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("lot_notice_id", sa.Uuid(), nullable=True),
        sa.Column("lot_number", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("winner_name", sa.String(length=300), nullable=False),
        sa.Column("winner_number", sa.String(length=40), nullable=False),
        sa.Column("winner_id", sa.Uuid(), nullable=True),
        sa.Column("winner_country", sa.String(length=2), nullable=False),
        sa.Column("winner_nuts", sa.String(length=5), nullable=False),
        sa.Column("winner_size", sa.String(length=16), nullable=False),
        sa.Column("price", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tenders_received", sa.Integer(), nullable=True),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("buyer_name", sa.String(length=300), nullable=False),
        sa.Column("cpv_main", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["winner_id"], ["core_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_award", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_award_cpv_main"),
            ["cpv_main"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_award_lot_notice_id"),
            ["lot_notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_award_notice_id"),
            ["notice_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_award_winner_id"),
            ["winner_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_award_winner_number"),
            ["winner_number"],
            unique=False,
        )
    op.create_table(
        "tendering_lot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("description", sa.String(length=5000), nullable=False),
        sa.Column("nature", sa.String(length=16), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("nuts", sa.JSON(), nullable=False),
        sa.Column("value", Amount(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("question_deadline", UtcDateTime(), nullable=True),
        sa.Column("suits_small_firms", sa.Boolean(), nullable=True),
        sa.Column("framework", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("notice_id", "number", name="uq_tendering_lot"),
    )
    with op.batch_alter_table("tendering_lot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_lot_notice_id"),
            ["notice_id"],
            unique=False,
        )
    op.create_table(
        "tendering_notice_code",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.String(length=4), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.PrimaryKeyConstraint("notice_id", "scheme", "code"),
    )
    with op.batch_alter_table("tendering_notice_code", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tendering_notice_code_find",
            ["scheme", "code", "notice_id"],
            unique=False,
        )
    op.create_table(
        "tendering_notice_key",
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.PrimaryKeyConstraint("scheme", "value"),
    )
    with op.batch_alter_table("tendering_notice_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_key_notice_id"),
            ["notice_id"],
            unique=False,
        )
    op.create_table(
        "tendering_notice_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("explained", sa.String(length=2000), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["tendering_notice.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["tendering_source.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tendering_notice_version", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tendering_notice_version_order",
            ["notice_id", "edition", "received_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_tendering_notice_version_source_id"),
            ["source_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("tendering_notice_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_notice_version_source_id"))
        batch_op.drop_index("ix_tendering_notice_version_order")
    op.drop_table("tendering_notice_version")
    with op.batch_alter_table("tendering_notice_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_notice_key_notice_id"))
    op.drop_table("tendering_notice_key")
    with op.batch_alter_table("tendering_notice_code", schema=None) as batch_op:
        batch_op.drop_index("ix_tendering_notice_code_find")
    op.drop_table("tendering_notice_code")
    with op.batch_alter_table("tendering_lot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_lot_notice_id"))
    op.drop_table("tendering_lot")
    with op.batch_alter_table("tendering_award", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_award_winner_number"))
        batch_op.drop_index(batch_op.f("ix_tendering_award_winner_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_award_notice_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_award_lot_notice_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_award_cpv_main"))
    op.drop_table("tendering_award")
    with op.batch_alter_table("tendering_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_notice_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_source_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_replaced_by_id"))
        batch_op.drop_index("ix_tendering_notice_radar")
        batch_op.drop_index(batch_op.f("ix_tendering_notice_procedure_id"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_own"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_outcome_id"))
        batch_op.drop_index("ix_tendering_notice_since")
        batch_op.drop_index("ix_tendering_notice_fresh")
        batch_op.drop_index(batch_op.f("ix_tendering_notice_previous_notice"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_changes_notice"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_form_type"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_country"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_buyer_number"))
        batch_op.drop_index(batch_op.f("ix_tendering_notice_buyer_id"))
    op.drop_table("tendering_notice")
    with op.batch_alter_table("tendering_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tendering_source_updated_at"))
        batch_op.drop_index(batch_op.f("ix_tendering_source_kind"))
    op.drop_table("tendering_source")
