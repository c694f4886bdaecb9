"""Organisations, people, what binds them, and registers that were imported."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import Amount, UtcDateTime


def create() -> None:
    op.create_table(
        "core_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("stored", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=30), nullable=True),
        sa.Column("delimiter", sa.String(length=1), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("duplicates", sa.JSON(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_import_digest"), "core_import", ["digest"], unique=False)
    op.create_index(op.f("ix_core_import_state"), "core_import", ["state"], unique=False)
    op.create_index(op.f("ix_core_import_uploaded_at"), "core_import", ["uploaded_at"], unique=False)
    op.create_table(
        "core_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.String(length=20), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("kept_before", sa.JSON(), nullable=False),
        sa.Column("merged_before", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_merge_kept_id"), "core_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_core_merge_merged_id"), "core_merge", ["merged_id"], unique=False)
    op.create_table(
        "core_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("legal_form", sa.String(length=30), nullable=False),
        sa.Column("orgnr", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("nuts", sa.String(length=5), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("sni", sa.String(length=10), nullable=False),
        sa.Column("sni_version", sa.String(length=10), nullable=False),
        sa.Column("trade", sa.String(length=200), nullable=False),
        sa.Column("products", sa.String(length=1000), nullable=False),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("turnover", Amount(), nullable=True),
        sa.Column("turnover_currency", sa.String(length=3), nullable=False),
        sa.Column("size_class", sa.String(length=10), nullable=False),
        sa.Column("exports", sa.Boolean(), nullable=True),
        sa.Column("export_countries", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("mailings", sa.Boolean(), nullable=True),
        sa.Column("last_contact", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("orgnr"),
    )
    op.create_index(op.f("ix_core_organisation_country"), "core_organisation", ["country"], unique=False)
    op.create_index(op.f("ix_core_organisation_kind"), "core_organisation", ["kind"], unique=False)
    op.create_index(
        op.f("ix_core_organisation_merged_into"), "core_organisation", ["merged_into"], unique=False
    )
    op.create_index(
        op.f("ix_core_organisation_municipality"), "core_organisation", ["municipality"], unique=False
    )
    op.create_index("ix_core_organisation_name", "core_organisation", ["name_key", "id"], unique=False)
    op.create_index(op.f("ix_core_organisation_status"), "core_organisation", ["status"], unique=False)
    op.create_index("ix_core_organisation_updated", "core_organisation", ["updated_at", "id"], unique=False)
    op.create_index(
        op.f("ix_core_organisation_updated_at"), "core_organisation", ["updated_at"], unique=False
    )
    op.create_table(
        "core_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("legal_basis", sa.String(length=30), nullable=False),
        sa.Column("basis_note", sa.String(length=500), nullable=False),
        sa.Column("basis_since", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("mailings", sa.Boolean(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=5000), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_person_email"), "core_person", ["email"], unique=False)
    op.create_index(op.f("ix_core_person_merged_into"), "core_person", ["merged_into"], unique=False)
    op.create_index(op.f("ix_core_person_name_key"), "core_person", ["name_key"], unique=False)
    op.create_index(op.f("ix_core_person_status"), "core_person", ["status"], unique=False)
    op.create_index(op.f("ix_core_person_updated_at"), "core_person", ["updated_at"], unique=False)
    op.create_table(
        "core_identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("scheme", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("scheme", "value", name="uq_core_identifier"),
    )
    op.create_index(
        op.f("ix_core_identifier_organisation_id"), "core_identifier", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_core_identifier_person_id"), "core_identifier", ["person_id"], unique=False)
    op.create_index(op.f("ix_core_identifier_updated_at"), "core_identifier", ["updated_at"], unique=False)
    op.create_table(
        "core_import_row",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("of_row", sa.Integer(), nullable=True),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("is_certain", sa.Boolean(), nullable=False),
        sa.Column("has_problems", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("candidate", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=4), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("membership_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["core_import.id"],
        ),
        sa.PrimaryKeyConstraint("import_id", "row"),
    )
    op.create_index(
        "ix_core_import_row_organisation", "core_import_row", ["import_id", "organisation_id"], unique=False
    )
    op.create_index(
        "ix_core_import_row_outcome", "core_import_row", ["import_id", "outcome", "row"], unique=False
    )
    op.create_table(
        "core_membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["core_person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_core_membership_organisation_id"), "core_membership", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_core_membership_person_id"), "core_membership", ["person_id"], unique=False)
    op.create_index(op.f("ix_core_membership_updated_at"), "core_membership", ["updated_at"], unique=False)
    op.create_table(
        "core_relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["core_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["core_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_relation_from_id"), "core_relation", ["from_id"], unique=False)
    op.create_index(op.f("ix_core_relation_to_id"), "core_relation", ["to_id"], unique=False)
    op.create_index(op.f("ix_core_relation_updated_at"), "core_relation", ["updated_at"], unique=False)


def drop() -> None:
    op.drop_index(op.f("ix_core_relation_updated_at"), table_name="core_relation")
    op.drop_index(op.f("ix_core_relation_to_id"), table_name="core_relation")
    op.drop_index(op.f("ix_core_relation_from_id"), table_name="core_relation")
    op.drop_table("core_relation")
    op.drop_index(op.f("ix_core_membership_updated_at"), table_name="core_membership")
    op.drop_index(op.f("ix_core_membership_person_id"), table_name="core_membership")
    op.drop_index(op.f("ix_core_membership_organisation_id"), table_name="core_membership")
    op.drop_table("core_membership")
    op.drop_index("ix_core_import_row_outcome", table_name="core_import_row")
    op.drop_index("ix_core_import_row_organisation", table_name="core_import_row")
    op.drop_table("core_import_row")
    op.drop_index(op.f("ix_core_identifier_updated_at"), table_name="core_identifier")
    op.drop_index(op.f("ix_core_identifier_person_id"), table_name="core_identifier")
    op.drop_index(op.f("ix_core_identifier_organisation_id"), table_name="core_identifier")
    op.drop_table("core_identifier")
    op.drop_index(op.f("ix_core_person_updated_at"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_status"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_name_key"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_merged_into"), table_name="core_person")
    op.drop_index(op.f("ix_core_person_email"), table_name="core_person")
    op.drop_table("core_person")
    op.drop_index(op.f("ix_core_organisation_updated_at"), table_name="core_organisation")
    op.drop_index("ix_core_organisation_updated", table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_status"), table_name="core_organisation")
    op.drop_index("ix_core_organisation_name", table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_municipality"), table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_merged_into"), table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_kind"), table_name="core_organisation")
    op.drop_index(op.f("ix_core_organisation_country"), table_name="core_organisation")
    op.drop_table("core_organisation")
    op.drop_index(op.f("ix_core_merge_merged_id"), table_name="core_merge")
    op.drop_index(op.f("ix_core_merge_kept_id"), table_name="core_merge")
    op.drop_table("core_merge")
    op.drop_index(op.f("ix_core_import_uploaded_at"), table_name="core_import")
    op.drop_index(op.f("ix_core_import_state"), table_name="core_import")
    op.drop_index(op.f("ix_core_import_digest"), table_name="core_import")
    op.drop_table("core_import")
