"""The questions that the rest of the plugin asks of its tables."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, NotFound, _, token_hash
from utblick_county_link.models import Answer, Inquiry, InquiryState, Introduction


def introduction(ctx: Context, introduction_id: UUID) -> Introduction:
    """Our question; raises `NotFound`."""
    found = ctx.session.get(Introduction, introduction_id)
    if found is None:
        raise NotFound(_("The question is not here."))
    return found


def inquiry(ctx: Context, inquiry_id: UUID) -> Inquiry:
    """A question of others; raises `NotFound`."""
    found = ctx.session.get(Inquiry, inquiry_id)
    if found is None:
        raise NotFound(_("The question is not here."))
    return found


def inquiry_of(ctx: Context, token: str, *, lock: bool = False) -> Inquiry | None:
    """The question that a link stands for."""
    query = select(Inquiry).where(Inquiry.token_hash == token_hash(token))
    return ctx.session.exec(query.with_for_update() if lock else query).first()


def inquiry_by_match(ctx: Context, match_id: UUID) -> Inquiry | None:
    """The question of others that the hub's match led to."""
    return ctx.session.exec(select(Inquiry).where(Inquiry.match_id == match_id)).first()


def answers_to(ctx: Context, introduction_id: UUID) -> Sequence[Answer]:
    """What came for a question of ours, the earliest first."""
    query = select(Answer).where(Answer.introduction_id == introduction_id)
    return ctx.session.exec(query.order_by(col(Answer.created_at))).all()


def answer_by_match(ctx: Context, match_id: UUID) -> Answer | None:
    """The answer that came by the hub's match."""
    return ctx.session.exec(select(Answer).where(Answer.match_id == match_id)).first()


def overdue(ctx: Context) -> Sequence[Inquiry]:
    """Questions whose company has not answered in time."""
    query = select(Inquiry).where(Inquiry.state == InquiryState.ASKED, col(Inquiry.expires_at) <= ctx.now)
    return ctx.session.exec(query).all()


def answers_before(ctx: Context, day: date) -> Sequence[Answer]:
    """Answers that came before a day."""
    return ctx.session.exec(select(Answer).where(Answer.received_on < day)).all()
