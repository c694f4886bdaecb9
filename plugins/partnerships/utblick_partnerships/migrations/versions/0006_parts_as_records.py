"""Partners of projects and participants of meetings have names, as records have."""

import sqlalchemy as sa
from alembic import op

revision = "partnerships_0006"
down_revision = "partnerships_0005"
branch_labels = None
depends_on = None

_TABLES = ("partnerships_project_partner", "partnerships_arena_participant")


def upgrade() -> None:
    organisation = sa.table("core_organisation", sa.column("id", sa.Uuid()), sa.column("name", sa.String()))
    for table in _TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=False, server_default=""))
        part = sa.table(table, sa.column("organisation_id", sa.Uuid()), sa.column("title", sa.String()))
        name = sa.select(organisation.c.name).where(organisation.c.id == part.c.organisation_id)
        op.execute(part.update().values(title=sa.func.coalesce(name.scalar_subquery(), "")))


def downgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("title")
