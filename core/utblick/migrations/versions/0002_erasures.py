"""Erasures of people, and mails that know which part of their text is a key."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("core_mail") as mail:
        mail.add_column(sa.Column("key", sa.String(length=200), nullable=False, server_default=""))
        mail.add_column(sa.Column("key_until", UtcDateTime(), nullable=True))
    # Nobody can tell any more which of the mails sent so far hold a key.
    op.execute("UPDATE core_mail SET body_text = '', body_html = '' WHERE state = 'sent'")
    op.create_table(
        "core_erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_core_erasure_person_id"), "core_erasure", ["person_id"], unique=False)
    op.create_index(op.f("ix_core_erasure_state"), "core_erasure", ["state"], unique=False)


def downgrade() -> None:
    op.drop_table("core_erasure")
    with op.batch_alter_table("core_mail") as mail:
        mail.drop_column("key_until")
        mail.drop_column("key")
