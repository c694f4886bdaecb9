"""Entries as people see them: a month in weeks, or the days that have something, one below the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from utblick.calendars.agenda import Entry
from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.i18n.format import format_date, habits

IN_A_DAY = 4
"""So many entries a day of the month shows; the list has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in a day of the month."""

    text: str
    url: str
    time: str
    note: str
    icon: str
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """A day of the month as the calendar shows it; `kind` is today, other (of another month) or empty."""

    number: int
    weekday: str
    kind: str
    entries: Sequence[Line]
    more: int = 0


Item = tuple[str, str, str, str]
"""An entry in the list: its text, address, note and icon."""


def days_of(month: date) -> tuple[date, date]:
    """The first and the last day that the page of a month shows: whole weeks."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def weeks_of(ctx: Context, month: date, entries: Sequence[Entry]) -> list[tuple[int, list[MonthDay]]]:
    """The weeks of a month by their numbers, each with its seven days."""
    first, last = days_of(month)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    on: dict[date, list[Entry]] = {day: [] for day in days}
    for entry in entries:
        for day in _within(entry, first, last):
            on[day].append(entry)
    made = [_month_day(ctx, month, day, on[day]) for day in days]
    return [(days[n].isocalendar().week, made[n : n + 7]) for n in range(0, len(days), 7)]


def listed(
    ctx: Context, since: date, entries: Sequence[Entry]
) -> list[tuple[Msg | str, str, Sequence[Item]]]:
    """The days that have something, from `since` on, each with its words and its tone; what began before
    stands on the first.
    """
    on: dict[date, list[Entry]] = {}
    for entry in entries:
        on.setdefault(max(entry.first, since), []).append(entry)
    return [
        (_day_words(ctx, day), "today" if day == ctx.today else "", [_item(ctx, one) for one in on[day]])
        for day in sorted(on)
    ]


def _within(entry: Entry, first: date, last: date) -> Iterator[date]:
    day, end = max(entry.first, first), min(entry.last, last)
    while day <= end:
        yield day
        day += timedelta(days=1)


def _month_day(ctx: Context, month: date, day: date, entries: Sequence[Entry]) -> MonthDay:
    kind = "today" if day == ctx.today else "" if day.month == month.month else "other"
    # A last line that says how many more there are takes as much room as one more entry.
    shown = entries if len(entries) <= IN_A_DAY else entries[: IN_A_DAY - 1]
    return MonthDay(
        number=day.day,
        weekday=habits(ctx.language).days[day.weekday()],
        kind=kind,
        entries=[
            Line(
                text=ctx.translate(one.occasion.title),
                url=one.url,
                time=_hour(ctx, one.occasion.start) if one.first == day else "",
                note=ctx.translate(one.calendar.title),
                icon=one.calendar.icon,
                cancelled=one.occasion.cancelled,
            )
            for one in shown
        ],
        more=len(entries) - len(shown),
    )


def _item(ctx: Context, entry: Entry) -> Item:
    one = entry.occasion
    hours = [_hour(ctx, moment) for moment in (one.start, one.end) if isinstance(moment, datetime)]
    ends = _("to {day}", day=format_date(entry.last, ctx.language, today=ctx.today))
    notes = [
        ctx.translate(_("Called off")) if one.cancelled else "",
        "–".join(hours) if entry.first == entry.last else ctx.translate(ends),
        one.place,
        ctx.translate(entry.calendar.title),
    ]
    return ctx.translate(one.title), entry.url, " · ".join(filter(None, notes)), entry.calendar.icon


def _hour(ctx: Context, moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        return ""
    return f"{moment.astimezone(ctx.settings.municipality.zone):%H:%M}"


def _day_words(ctx: Context, day: date) -> Msg | str:
    return _("Today") if day == ctx.today else format_date(day, ctx.language, today=ctx.today)
