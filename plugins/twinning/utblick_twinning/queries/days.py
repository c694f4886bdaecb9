"""What of twin towns has a day between two others, for calendars."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from utblick.api import Context
from utblick_twinning.models import (
    Exchange,
    Meeting,
    MeetingState,
    Promise,
    PromiseState,
    Town,
    TownState,
)

_MOST = 2000


def exchanges(ctx: Context, since: date, until: date) -> Sequence[Exchange]:
    """Exchanges that take place, or would have, on one of the days."""
    query = select(Exchange).where(Exchange.starts_on <= until, Exchange.ends_on >= since)
    return ctx.session.exec(query.order_by(col(Exchange.starts_on)).limit(_MOST)).all()


def meetings(ctx: Context, since: date, until: date) -> Sequence[Meeting]:
    """Business meetings that are arranged, or were held."""
    query = select(Meeting).where(
        Meeting.held_on >= since, Meeting.held_on <= until, Meeting.state != MeetingState.WITHDRAWN
    )
    return ctx.session.exec(query.order_by(col(Meeting.held_on)).limit(_MOST)).all()


def promises(ctx: Context, since: date, until: date) -> Sequence[Promise]:
    """Open promises that are due."""
    query = select(Promise).where(
        Promise.state == PromiseState.OPEN, col(Promise.due_on) >= since, col(Promise.due_on) <= until
    )
    return ctx.session.exec(query.order_by(col(Promise.due_on)).limit(_MOST)).all()


def expiring(ctx: Context, since: date, until: date) -> Sequence[Town]:
    """Active and resting towns whose agreement expires."""
    query = select(Town).where(
        col(Town.state).in_((TownState.ACTIVE, TownState.DORMANT)),
        col(Town.expires_on) >= since,
        col(Town.expires_on) <= until,
    )
    return ctx.session.exec(query.order_by(col(Town.expires_on)).limit(_MOST)).all()
