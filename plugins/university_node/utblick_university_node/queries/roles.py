"""Which roles a person has in the node."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_university_node.models import Expert, NodeContact


def contacts_of(ctx: Context, person_id: UUID) -> Sequence[NodeContact]:
    """Where the person is or was a contact."""
    query = select(NodeContact).where(NodeContact.person_id == person_id)
    return ctx.session.exec(query.order_by(col(NodeContact.title)).limit(5)).all()


def experts_of(ctx: Context, person_id: UUID) -> Sequence[Expert]:
    """What the person is listed for as an expert."""
    query = select(Expert).where(Expert.person_id == person_id)
    return ctx.session.exec(query.order_by(col(Expert.title)).limit(5)).all()
