"""What goes on behind the pages: jobs, mails, long work."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime


def create() -> None:
    op.create_table(
        "core_job",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("last_started", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "core_job_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ok", sa.Boolean(), nullable=True),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_job_run_name"), "core_job_run", ["name"], unique=False)
    op.create_table(
        "core_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body_text", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("ref", sa.String(length=150), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_mail_created_at"), "core_mail", ["created_at"], unique=False)
    op.create_index(op.f("ix_core_mail_ref"), "core_mail", ["ref"], unique=False)
    op.create_index(op.f("ix_core_mail_state"), "core_mail", ["state"], unique=False)
    op.create_table(
        "core_work",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_work_kind"), "core_work", ["kind"], unique=False)
    op.create_index(op.f("ix_core_work_state"), "core_work", ["state"], unique=False)


def drop() -> None:
    op.drop_index(op.f("ix_core_work_state"), table_name="core_work")
    op.drop_index(op.f("ix_core_work_kind"), table_name="core_work")
    op.drop_table("core_work")
    op.drop_index(op.f("ix_core_mail_state"), table_name="core_mail")
    op.drop_index(op.f("ix_core_mail_ref"), table_name="core_mail")
    op.drop_index(op.f("ix_core_mail_created_at"), table_name="core_mail")
    op.drop_table("core_mail")
    op.drop_index(op.f("ix_core_job_run_name"), table_name="core_job_run")
    op.drop_table("core_job_run")
    op.drop_table("core_job")
