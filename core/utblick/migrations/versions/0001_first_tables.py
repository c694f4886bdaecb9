"""The first tables."""

from alembic import op

from utblick.migrations.first import access, bus, identity, records, work
from utblick.search import schema as search

revision = "core_0001"
down_revision = None
branch_labels = None
depends_on = None

ROOMS = (access, identity, bus, records, work)
"""Each may point at tables of those before it."""


def upgrade() -> None:
    for room in ROOMS:
        room.create()
    search.create(op.get_bind())


def downgrade() -> None:
    search.drop(op.get_bind())
    for room in reversed(ROOMS):
        room.drop()
