"""The radar's indexes hold what can be answered alone, and all that it filters by."""

import sqlalchemy as sa
from alembic import op

revision = "tendering_0005"
down_revision = "tendering_0004"
branch_labels = None
depends_on = None

_FILTERED = ["state", "country", "nature", "value_sek", "suits_small_firms", "created_at", "buyer_name"]
_ORDERS = {
    "closing": ["deadline", "id"],
    "new": ["published_on", "id", "deadline"],
    "changed": ["state_since", "id", "deadline"],
}


def upgrade() -> None:
    answerable = sa.text("state IN ('imported', 'changed')")
    for name, order in _ORDERS.items():
        op.create_index(
            f"ix_tendering_notice_{name}",
            "tendering_notice",
            [*order, *_FILTERED],
            sqlite_where=answerable,
            postgresql_where=answerable,
        )
    for name in ("fresh", "since"):
        op.drop_index(f"ix_tendering_notice_{name}", table_name="tendering_notice")


def downgrade() -> None:
    op.create_index("ix_tendering_notice_fresh", "tendering_notice", ["state", "published_on", "id"])
    op.create_index("ix_tendering_notice_since", "tendering_notice", ["state", "state_since", "id"])
    for name in _ORDERS:
        op.drop_index(f"ix_tendering_notice_{name}", table_name="tendering_notice")
