"""Questions about calls, what they fit, and ideas."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, or_, select

from utblick.api import Context, NotFound
from utblick_partnerships.models import (
    OPEN_CALLS,
    Call,
    CallFit,
    CallState,
    FitState,
    Idea,
    IdeaStage,
    Need,
)


def call(ctx: Context, call_id: UUID) -> Call:
    """The call, or `NotFound`."""
    found = ctx.session.get(Call, call_id)
    if found is None:
        raise NotFound
    return found


def idea(ctx: Context, idea_id: UUID) -> Idea:
    """The idea, or `NotFound`."""
    found = ctx.session.get(Idea, idea_id)
    if found is None:
        raise NotFound
    return found


def by_identifier(ctx: Context, identifier: str) -> Call | None:
    """The call of that identifier."""
    return ctx.session.exec(select(Call).where(Call.identifier == identifier)).first()


def to_move(ctx: Context, closing: datetime, among: Sequence[UUID] | None = None) -> Sequence[Call]:
    """Calls, of all or of some, that are not closed and whose days may say something new."""
    due = or_(
        col(Call.state) == CallState.UPCOMING,
        col(Call.deadline) < ctx.now,
        (col(Call.state) == CallState.OPEN) & (col(Call.deadline) < closing),
    )
    query = select(Call).where(Call.state != CallState.CLOSED, due)
    return ctx.session.exec(query if among is None else query.where(col(Call.id).in_(among))).all()


def on_radar(ctx: Context, *, view: str, words: str = "", limit: int = 60) -> Sequence[Call]:
    """Calls as the radar shows them: those that can be answered, those to come, or those that closed."""
    states = {"open": OPEN_CALLS, "upcoming": (CallState.UPCOMING,), "closed": (CallState.CLOSED,)}[view]
    query = select(Call).where(col(Call.state).in_(states))
    for word in words.split()[:5]:
        like = f"%{word}%"
        query = query.where(
            or_(
                col(Call.title).ilike(like),
                col(Call.summary).ilike(like),
                col(Call.programme).ilike(like),
                col(Call.identifier).ilike(like),
            )
        )
    by_day = col(Call.deadline).desc() if view == "closed" else col(Call.deadline).asc()
    order = (col(Call.deadline).is_(None), by_day, col(Call.id))
    return ctx.session.exec(query.order_by(*order).limit(limit)).all()


def counts(ctx: Context) -> dict[str, int]:
    """How many calls stand in each state."""
    return dict(ctx.session.exec(select(Call.state, func.count()).group_by(col(Call.state))).all())


def deadlines(ctx: Context, *, until: datetime, limit: int = 5) -> Sequence[Call]:
    """Calls that close soon, the nearest first."""
    query = select(Call).where(col(Call.state).in_(OPEN_CALLS), col(Call.deadline) <= until)
    return ctx.session.exec(query.order_by(col(Call.deadline)).limit(limit)).all()


def fits_of_call(ctx: Context, call_id: UUID, *, limit: int = 12) -> Sequence[CallFit]:
    """What a call fits, the best first, without what was left."""
    query = select(CallFit).where(CallFit.call_id == call_id, CallFit.state != FitState.DISMISSED)
    return ctx.session.exec(query.order_by(col(CallFit.score).desc()).limit(limit)).all()


def fits_of_calls(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, list[CallFit]]:
    """What each of several calls fits, in one query."""
    query = select(CallFit).where(col(CallFit.call_id).in_(ids), CallFit.state != FitState.DISMISSED)
    found: dict[UUID, list[CallFit]] = {}
    for fit in ctx.session.exec(query.order_by(col(CallFit.score).desc())):
        found.setdefault(fit.call_id, []).append(fit)
    return found


def fits_for(ctx: Context, organisation_id: UUID, *, limit: int = 5) -> Sequence[tuple[CallFit, Call]]:
    """The open calls that fit an organisation, the best first."""
    query = (
        select(CallFit, Call)
        .join(Call, col(Call.id) == col(CallFit.call_id))
        .where(
            CallFit.organisation_id == organisation_id,
            CallFit.state != FitState.DISMISSED,
            col(Call.state).in_((*OPEN_CALLS, CallState.UPCOMING)),
        )
    )
    return ctx.session.exec(query.order_by(col(CallFit.score).desc()).limit(limit)).all()


def needs(ctx: Context) -> Sequence[Need]:
    """Needs that other activity areas have told of."""
    return ctx.session.exec(select(Need)).all()


def ideas(ctx: Context, *, period: str = "") -> Sequence[Idea]:
    """Ideas of a period, or all that are not in an application yet."""
    query = select(Idea)
    query = query.where(Idea.period == period) if period else query.where(Idea.stage != IdeaStage.APPLICATION)
    return ctx.session.exec(query.order_by(col(Idea.title)).limit(500)).all()


def periods(ctx: Context) -> Sequence[str]:
    """The periods that ideas belong to."""
    return ctx.session.exec(select(Idea.period).distinct().order_by(col(Idea.period))).all()


def carried(ctx: Context, *, to_period: str) -> set[str]:
    """The titles of ideas that were carried to a period already."""
    return set(ctx.session.exec(select(Idea.title).where(Idea.period == to_period)).all())


def idea_titles(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The titles of several ideas, in one query."""
    if not ids:
        return {}
    return dict(ctx.session.exec(select(Idea.id, Idea.title).where(col(Idea.id).in_(set(ids)))).all())
