"""What every record has: changes, comments, files, tasks, notices, views, and its line in the search."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime


def create() -> None:
    op.create_table(
        "core_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("correlation", sa.String(length=80), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_core_change_organisation",
        "core_change",
        ["organisation_id", "id"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_index(
        "ix_core_change_person",
        "core_change",
        ["person_id", "id"],
        unique=False,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_index("ix_core_change_record", "core_change", ["record_id", "id"], unique=False)
    op.create_table(
        "core_search",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=90), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "title_key",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("record_id"),
    )
    op.create_index("ix_core_search_title", "core_search", ["scope", "title_key"], unique=False)
    op.create_table(
        "core_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_comment_author_id"), "core_comment", ["author_id"], unique=False)
    op.create_index("ix_core_comment_record", "core_comment", ["record_id", "id"], unique=False)
    op.create_index(op.f("ix_core_comment_updated_at"), "core_comment", ["updated_at"], unique=False)
    op.create_table(
        "core_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_core_file_record", "core_file", ["record_id", "id"], unique=False)
    op.create_index(op.f("ix_core_file_sha256"), "core_file", ["sha256"], unique=False)
    op.create_index(op.f("ix_core_file_updated_at"), "core_file", ["updated_at"], unique=False)
    op.create_table(
        "core_follow",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "record_id"),
    )
    op.create_index("ix_core_follow_record", "core_follow", ["record_id", "user_id"], unique=False)
    op.create_table(
        "core_notice",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("user_id", "id"),
    )
    op.create_index("ix_core_notice_user", "core_notice", ["user_id", "read_at", "id"], unique=False)
    op.create_table(
        "core_saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_core_saved_view_list", "core_saved_view", ["plugin", "kind"], unique=False)
    op.create_index(op.f("ix_core_saved_view_owner_id"), "core_saved_view", ["owner_id"], unique=False)
    op.create_index(op.f("ix_core_saved_view_updated_at"), "core_saved_view", ["updated_at"], unique=False)
    op.create_table(
        "core_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("plugin", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["core_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_core_task_due", "core_task", ["done_at", "due_on"], unique=False)
    op.create_index("ix_core_task_owner", "core_task", ["owner_id", "done_at", "due_on"], unique=False)
    op.create_index("ix_core_task_record", "core_task", ["record_id", "id"], unique=False)
    op.create_index(op.f("ix_core_task_updated_at"), "core_task", ["updated_at"], unique=False)


def drop() -> None:
    op.drop_index(op.f("ix_core_task_updated_at"), table_name="core_task")
    op.drop_index("ix_core_task_record", table_name="core_task")
    op.drop_index("ix_core_task_owner", table_name="core_task")
    op.drop_index("ix_core_task_due", table_name="core_task")
    op.drop_table("core_task")
    op.drop_index(op.f("ix_core_saved_view_updated_at"), table_name="core_saved_view")
    op.drop_index(op.f("ix_core_saved_view_owner_id"), table_name="core_saved_view")
    op.drop_index("ix_core_saved_view_list", table_name="core_saved_view")
    op.drop_table("core_saved_view")
    op.drop_index("ix_core_notice_user", table_name="core_notice")
    op.drop_table("core_notice")
    op.drop_index("ix_core_follow_record", table_name="core_follow")
    op.drop_table("core_follow")
    op.drop_index(op.f("ix_core_file_updated_at"), table_name="core_file")
    op.drop_index(op.f("ix_core_file_sha256"), table_name="core_file")
    op.drop_index("ix_core_file_record", table_name="core_file")
    op.drop_table("core_file")
    op.drop_index(op.f("ix_core_comment_updated_at"), table_name="core_comment")
    op.drop_index("ix_core_comment_record", table_name="core_comment")
    op.drop_index(op.f("ix_core_comment_author_id"), table_name="core_comment")
    op.drop_table("core_comment")
    op.drop_index("ix_core_search_title", table_name="core_search")
    op.drop_table("core_search")
    op.drop_index("ix_core_change_record", table_name="core_change")
    op.drop_index(
        "ix_core_change_person",
        table_name="core_change",
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_core_change_organisation",
        table_name="core_change",
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.drop_table("core_change")
