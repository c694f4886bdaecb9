"""First tables."""

import sqlalchemy as sa
from alembic import op

from utblick.api import UtcDateTime

revision = "hello_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hello_newcomer",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id"),
    )
    op.create_table(
        "hello_greeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["core_organisation.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["core_person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("hello_greeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hello_greeting_due_on"),
            ["due_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_hello_greeting_organisation_id"),
            ["organisation_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_hello_greeting_person_id"),
            ["person_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_hello_greeting_state"),
            ["state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_hello_greeting_updated_at"),
            ["updated_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("hello_greeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hello_greeting_updated_at"))
        batch_op.drop_index(batch_op.f("ix_hello_greeting_state"))
        batch_op.drop_index(batch_op.f("ix_hello_greeting_person_id"))
        batch_op.drop_index(batch_op.f("ix_hello_greeting_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_hello_greeting_due_on"))
    op.drop_table("hello_greeting")
    op.drop_table("hello_newcomer")
