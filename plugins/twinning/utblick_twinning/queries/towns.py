"""What is asked about twin towns: their signs of life, proofs, decisions and people."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, NotFound, charts
from utblick_twinning import health
from utblick_twinning.models import (
    AHEAD,
    Contact,
    Exchange,
    ExchangeState,
    Meeting,
    MeetingState,
    Promise,
    PromiseState,
    Step,
    Tie,
    Town,
    TownState,
)
from utblick_twinning.settings import TwinningSettings

LIVING = (TownState.DECIDED, TownState.ACTIVE, TownState.DORMANT)
"""The states in which a tie has a health."""
_DONE = (ExchangeState.HELD, ExchangeState.REPORTED)


def town(ctx: Context, town_id: UUID) -> Town:
    """The town, or `NotFound`."""
    found = ctx.session.get(Town, town_id)
    if found is None:
        raise NotFound
    return found


def towns(ctx: Context, *states: TownState, limit: int = 200) -> Sequence[Town]:
    """The towns in these states, the weakest tie first."""
    query = select(Town).where(col(Town.state).in_(states))
    return ctx.session.exec(query.order_by(col(Town.health), col(Town.title)).limit(limit)).all()


def town_of_organisation(ctx: Context, organisation_id: UUID) -> Sequence[Town]:
    """The towns whose municipality this organisation is."""
    return ctx.session.exec(select(Town).where(Town.organisation_id == organisation_id).limit(20)).all()


def signs(ctx: Context, ids: Iterable[UUID]) -> dict[UUID, health.Signs]:
    """The signs of life of several towns, in as many questions as for one."""
    wanted = list(ids)
    rows = {row.id: row for row in ctx.session.exec(select(Town).where(col(Town.id).in_(wanted)))}
    exchanges = _latest(ctx, Exchange.town_id, Exchange.ends_on, col(Exchange.state).in_(_DONE), wanted)
    meetings = _latest(ctx, Meeting.town_id, Meeting.held_on, Meeting.state == MeetingState.HELD, wanted)
    ahead = _earliest_ahead(ctx, wanted)
    is_open = col(Promise.state) == PromiseState.OPEN
    promises = _counts(ctx, Promise.town_id, is_open, wanted)
    late = _counts(ctx, Promise.town_id, is_open & (col(Promise.due_on) < ctx.today), wanted)
    left = (col(Contact.state) == "ended") & col(Contact.successor_id).is_(None)
    gaps = _counts(ctx, Contact.town_id, left, wanted)
    return {
        one: health.Signs(
            today=ctx.today,
            last_exchange_on=exchanges.get(one),
            last_meeting_on=meetings.get(one),
            next_exchange_on=ahead.get(one),
            open_promises=promises.get(one, 0),
            late_promises=late.get(one, 0),
            has_owner=row.owner_id is not None,
            has_successor=row.successor_id is not None,
            gaps=gaps.get(one, 0),
            expires_on=row.expires_on,
        )
        for one, row in rows.items()
    }


def _latest(ctx: Context, key: Any, day: Any, where: Any, ids: Sequence[UUID]) -> dict[UUID, date]:
    query = select(key, func.max(day)).where(where, col(key).in_(ids)).group_by(key)
    return dict(ctx.session.exec(query).all())


def _earliest_ahead(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, date]:
    query = (
        select(Exchange.town_id, func.min(Exchange.starts_on))
        .where(col(Exchange.state).in_(AHEAD), Exchange.ends_on >= ctx.today, col(Exchange.town_id).in_(ids))
        .group_by(col(Exchange.town_id))
    )
    return dict(ctx.session.exec(query).all())


def _counts(ctx: Context, key: Any, where: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
    query = select(key, func.count()).where(where, col(key).in_(ids)).group_by(key)
    return dict(ctx.session.exec(query).all())


def steps_of(ctx: Context, town_id: UUID) -> Sequence[Step]:
    """The steps of a town's decisions, in their order."""
    query = select(Step).where(Step.town_id == town_id)
    return ctx.session.exec(query.order_by(col(Step.decided_on), col(Step.created_at)).limit(100)).all()


def contacts_of(ctx: Context, town_id: UUID) -> Sequence[Contact]:
    """The contact persons of a town, those who are there first."""
    query = select(Contact).where(Contact.town_id == town_id)
    return ctx.session.exec(query.order_by(col(Contact.state), col(Contact.side)).limit(100)).all()


def ties_of(ctx: Context, town_id: UUID) -> Sequence[Tie]:
    """What others have told that concerns a town, the latest first."""
    query = select(Tie).where(Tie.town_id == town_id).order_by(col(Tie.day).desc())
    return ctx.session.exec(query.limit(20)).all()


def open_calls(ctx: Context, town_id: UUID) -> Sequence[Tie]:
    """Calls that concern a town and can still be answered, as far as is known."""
    query = select(Tie).where(
        Tie.town_id == town_id,
        Tie.kind == "call",
        col(Tie.until).is_(None) | (col(Tie.until) >= ctx.today),
    )
    return ctx.session.exec(query.order_by(col(Tie.day).desc()).limit(3)).all()


def expiring(ctx: Context, until: date) -> Sequence[Town]:
    """Active and resting towns whose agreement expires by then and of which nobody has been reminded."""
    query = select(Town).where(
        col(Town.state).in_((TownState.ACTIVE, TownState.DORMANT)),
        col(Town.expires_on).is_not(None),
        col(Town.expires_on) <= until,
        col(Town.reminded_of).is_(None) | (col(Town.reminded_of) != col(Town.expires_on)),
    )
    return ctx.session.exec(query).all()


def place_of(town: Town, *, note: str = "") -> charts.Place:
    """The town as a place on the map."""
    return charts.Place(
        name=town.title,
        country=town.country,
        longitude=float(town.longitude) if town.longitude is not None else None,
        latitude=float(town.latitude) if town.latitude is not None else None,
        note=note,
        url=f"/twinning/towns/{town.id}",
        tone=health.tone_of(town.health) if town.state in LIVING else "",
    )


def home(ctx: Context) -> charts.Place:
    """Our own municipality as a place on the map."""
    settings = ctx.plugin_settings(TwinningSettings)
    return charts.Place(
        name=ctx.settings.municipality.name,
        country="SE",
        longitude=settings.longitude,
        latitude=settings.latitude,
    )
