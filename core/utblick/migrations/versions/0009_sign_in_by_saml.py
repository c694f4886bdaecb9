"""Whom a SAML provider knows a user by, and what the municipality's sign-in calls a session."""

import sqlalchemy as sa
from alembic import op

revision = "core_0009"
down_revision = "core_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("core_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("saml_issuer", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("saml_subject", sa.String(length=300), nullable=True))
        batch_op.create_index("uq_core_user_saml", ["saml_issuer", "saml_subject"], unique=True)
    with op.batch_alter_table("core_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("known_as", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("known_mark", sa.String(length=64), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_core_session_known_mark"), ["known_mark"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("core_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_session_known_mark"))
        batch_op.drop_column("known_mark")
        batch_op.drop_column("known_as")
    with op.batch_alter_table("core_user", schema=None) as batch_op:
        batch_op.drop_index("uq_core_user_saml")
        batch_op.drop_column("saml_subject")
        batch_op.drop_column("saml_issuer")
