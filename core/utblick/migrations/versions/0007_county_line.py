"""What is sent over the line to the county, and when its other end was heard of."""

import sqlalchemy as sa
from alembic import op

from utblick.db.types import UtcDateTime

revision = "core_0007"
down_revision = "core_0006"
branch_labels = None
depends_on = None

UNSENT = sa.text("sent_at IS NULL AND error IS NULL")


def upgrade() -> None:
    op.create_table(
        "core_county_post",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False, unique=True),
        sa.Column("recipient", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("share", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_core_county_post_name", "core_county_post", ["name", "seq"])
    op.create_index(
        "ix_core_county_post_unsent",
        "core_county_post",
        ["seq"],
        sqlite_where=UNSENT,
        postgresql_where=UNSENT,
    )
    op.create_table(
        "core_county_contact",
        sa.Column("other", sa.String(length=6), primary_key=True, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("heard_at", UtcDateTime(), nullable=True),
        sa.Column("up", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("core_county_contact")
    op.drop_table("core_county_post")
