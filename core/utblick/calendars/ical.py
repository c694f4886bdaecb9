"""Occasions as a file that calendar programs read and fetch again: iCalendar, RFC 5545."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from utblick.calendars.agenda import Entry, entry_of, placed
from utblick.context import Context
from utblick.declare import Calendar, Occasion
from utblick.web.routing import Download

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
FETCHED_EVERY = timedelta(hours=1)


def calendar_file(
    ctx: Context, occasions: Iterable[Occasion], *, calendar: Calendar, title: str, name: str
) -> Download:
    """Occasions of a calendar as a file for calendar programs, for addresses of a plugin's own.

    The calendar gives them their identity: the same occasion is one, whichever address it comes by.
    """
    return file_of(
        ctx, placed(ctx, [entry_of(ctx, calendar, one) for one in occasions]), title=title, name=name
    )


def file_of(ctx: Context, entries: Sequence[Entry], *, title: str, name: str) -> Download:
    """The file of these entries; its tag changes with what it says."""
    from icalendar import Calendar as File

    made = File()
    made.add("prodid", "-//Utblick//Utblick//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", _plain(title))
    made.add("name", _plain(title))
    made.add("refresh-interval", FETCHED_EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for entry in entries:
        made.add_component(_event(ctx, entry))
    content = made.to_ical(sorted=False)
    return Download(name, content, MEDIA_TYPE, inline=True, tag=sha256(content).hexdigest()[:32])


def _event(ctx: Context, entry: Entry) -> "Event":
    from icalendar import Event

    one, made = entry.occasion, Event()
    code = ctx.settings.municipality.code
    made.add("uid", f"{one.key}@{entry.calendar.name}.{code}.utblick")
    made.add("dtstamp", _instant(one.changed_at))
    made.add("last-modified", _instant(one.changed_at))
    made.add("dtstart", _start(one))
    end = _end(entry)
    if end is not None:
        made.add("dtend", end)
    made.add("summary", _plain(ctx.translate(one.title)))
    made.add("categories", [_plain(ctx.translate(entry.calendar.title))])
    for name, text in (("description", one.text), ("location", one.place), ("url", _address(ctx, entry))):
        if text:
            made.add(name, _plain(text))
    made.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    # A whole day, or a moment by which something is due, keeps nobody busy.
    made.add("transp", "OPAQUE" if not one.takes_days and end is not None else "TRANSPARENT")
    return made


def _start(one: Occasion) -> date | datetime:
    return _instant(one.start) if isinstance(one.start, datetime) else one.start


def _end(entry: Entry) -> date | datetime | None:
    """When it is over, which for days is the day after the last; None where the start says all."""
    one = entry.occasion
    if one.takes_days:
        return entry.last + timedelta(days=1) if entry.last > entry.first else None
    assert isinstance(one.start, datetime)
    if isinstance(one.end, datetime) and one.end > one.start:
        return _instant(one.end)
    return None


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _address(ctx: Context, entry: Entry) -> str:
    return ctx.url(entry.url) if entry.url.startswith("/") else entry.url


def _plain(text: str) -> str:
    """The text without signs that no calendar program can read."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign in "\n\t")
