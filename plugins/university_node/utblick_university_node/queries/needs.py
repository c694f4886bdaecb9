"""Questions about needs and the subjects suggested for them."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_university_node.models import DraftState, Need, NeedState, SubjectDraft
from utblick_university_node.queries.finding import found


def need(ctx: Context, need_id: UUID) -> Need:
    """The need, or `NotFound`."""
    return found(ctx, Need, need_id)


def need_of_origin(ctx: Context, origin_id: UUID) -> Need | None:
    """The need that was heard from another activity area, when it was."""
    return ctx.session.exec(select(Need).where(Need.origin_id == origin_id)).first()


def draft(ctx: Context, draft_id: UUID) -> SubjectDraft:
    """The suggested subject, or `NotFound`."""
    return found(ctx, SubjectDraft, draft_id)


def drafts(ctx: Context, need_id: UUID) -> Sequence[SubjectDraft]:
    """The subjects of a need: what is suggested first, in the order of the rules."""
    query = select(SubjectDraft).where(SubjectDraft.need_id == need_id)
    order = (SubjectDraft.state != DraftState.CHOSEN, SubjectDraft.state != DraftState.SUGGESTED)
    return ctx.session.exec(query.order_by(*order, col(SubjectDraft.position)).limit(12)).all()  # type: ignore[arg-type]


def open_needs(ctx: Context, organisation_id: UUID | None = None, *, limit: int = 8) -> Sequence[Need]:
    """Needs that have not become anything yet, the oldest first."""
    query = select(Need).where(col(Need.state).in_((NeedState.STATED, NeedState.DRAFTED)))
    if organisation_id is not None:
        query = query.where(Need.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Need.created_at)).limit(limit)).all()
