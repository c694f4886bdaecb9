"""The days of twin towns: exchanges, business meetings, promises, and agreements that expire."""

from collections.abc import Iterator
from datetime import date

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick_twinning.models import ExchangeState
from utblick_twinning.permissions import READ
from utblick_twinning.queries import days


def exchanges(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """Exchanges with their days, and the business meetings that are arranged."""
    for exchange in days.exchanges(ctx, since, until):
        yield Occasion(
            key=exchange.id,
            title=exchange.title,
            start=exchange.starts_on,
            end=exchange.ends_on,
            place=exchange.place,
            changed_at=exchange.updated_at,
            link=Ref("twinning", "exchange", exchange.id),
            cancelled=exchange.state == ExchangeState.CANCELLED,
        )
    for meeting in days.meetings(ctx, since, until):
        yield Occasion(
            key=meeting.id,
            title=_("Business meeting: {title}", title=meeting.title),
            start=meeting.held_on,
            changed_at=meeting.updated_at,
            link=Ref("twinning", "meeting", meeting.id),
        )


def ties(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """When promises are to be kept, and when agreements expire."""
    for promise in days.promises(ctx, since, until):
        assert promise.due_on is not None
        yield Occasion(
            key=promise.id,
            title=_("Promise: {title}", title=promise.title),
            start=promise.due_on,
            changed_at=promise.updated_at,
            link=Ref("twinning", "promise", promise.id),
        )
    for town in days.expiring(ctx, since, until):
        assert town.expires_on is not None
        yield Occasion(
            key=town.id,
            title=_("The agreement with {town} expires", town=town.title),
            start=town.expires_on,
            changed_at=town.updated_at,
            link=Ref("twinning", "town", town.id),
        )


CALENDARS = (
    Calendar(
        name="twinning.exchanges",
        title=_("Exchanges with twin towns"),
        load=exchanges,
        permission=READ,
        icon="arrows-exchange",
    ),
    Calendar(
        name="twinning.ties",
        title=_("Promises and agreements with twin towns"),
        load=ties,
        permission=READ,
        icon="heart-handshake",
    ),
)
