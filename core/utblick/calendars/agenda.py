"""What is on: the occasions of the calendars that a reader may see, in order, with where each leads."""

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from utblick.context import Context, Ref
from utblick.declare import Calendar, Occasion

log = structlog.get_logger("utblick.calendars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An occasion of a calendar: its first and last day here, and an address that the reader may open."""

    calendar: Calendar
    occasion: Occasion
    first: date
    last: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The entries of some days, the earliest first, and the calendars that could not be asked."""

    entries: Sequence[Entry]
    failed: Sequence[Calendar] = ()


def calendars_of(ctx: Context) -> list[Calendar]:
    """The calendars that the reader may see, by `order`, then configuration, then name."""
    found = [
        ((calendar.order, place, calendar.name), calendar)
        for place, plugin in enumerate(ctx.platform.registry.plugins)
        for calendar in plugin.calendars
        if ctx.actor.may(calendar.permission)
    ]
    return [calendar for _order, calendar in sorted(found, key=lambda pair: pair[0])]


def named(ctx: Context, names: Collection[str]) -> list[Calendar]:
    """Those of the named calendars that the reader may see."""
    return [calendar for calendar in calendars_of(ctx) if calendar.name in names]


def agenda(ctx: Context, calendars: Iterable[Calendar], since: date, until: date) -> Agenda:
    """What the calendars hold in these days; one that fails is named, and the others are there."""
    entries: list[Entry] = []
    failed = []
    for calendar in calendars:
        try:
            entries += loaded(ctx, calendar, since, until)
        except Exception:
            log.exception("calendar_failed", calendar=calendar.name)
            ctx.session.rollback()
            failed.append(calendar)
    return Agenda(placed(ctx, entries), failed)


def loaded(ctx: Context, calendar: Calendar, since: date, until: date) -> list[Entry]:
    """What one calendar holds in these days; raises what it raises."""
    started = time.perf_counter()
    found = [entry_of(ctx, calendar, occasion) for occasion in calendar.load(ctx, since, until)]
    seconds = time.perf_counter() - started
    if seconds > calendar.seconds:
        log.warning("calendar_slow", calendar=calendar.name, seconds=round(seconds, 2))
    return [entry for entry in found if entry.first <= until and entry.last >= since]


def entry_of(ctx: Context, calendar: Calendar, occasion: Occasion) -> Entry:
    """The occasion with the days that it takes where the municipality lies."""
    first = last = _day(ctx, occasion.start)
    if isinstance(occasion.end, datetime) and isinstance(occasion.start, datetime):
        # What is over at midnight does not take the day that then begins.
        last = _day(ctx, max(occasion.start, occasion.end - timedelta(microseconds=1)))
    elif occasion.end is not None:
        last = max(first, occasion.end)
    return Entry(calendar=calendar, occasion=occasion, first=first, last=last)


def placed(ctx: Context, entries: Iterable[Entry]) -> list[Entry]:
    """The entries in their order, each with where it leads."""
    ordered = sorted(entries, key=_order)
    names = ctx.lookup(*(entry.occasion.link for entry in ordered if isinstance(entry.occasion.link, Ref)))
    found = []
    for entry in ordered:
        link = entry.occasion.link
        label = names.get(link) if isinstance(link, Ref) else None
        url = link if isinstance(link, str) else label.url if label else ""
        found.append(
            Entry(
                calendar=entry.calendar, occasion=entry.occasion, first=entry.first, last=entry.last, url=url
            )
        )
    return found


def _order(entry: Entry) -> tuple[date, float, str]:
    start = entry.occasion.start
    moment = start.timestamp() if isinstance(start, datetime) else float("-inf")
    return entry.first, moment, str(entry.occasion.title)


def _day(ctx: Context, start: date | datetime) -> date:
    if isinstance(start, datetime):
        return start.astimezone(ctx.settings.municipality.zone).date()
    return start
