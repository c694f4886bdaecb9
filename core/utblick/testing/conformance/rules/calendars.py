"""C21: a calendar is there in time, costs no more for many, and knows each occasion again."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from utblick.calendars.agenda import loaded, placed
from utblick.declare import Calendar, Occasion
from utblick.testing.conformance.rows.many import multiply
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import ROWS
from utblick.testing.conformance.subject.sources import place_in, place_of, said
from utblick.testing.conformance.subject.walk import administrator, counted

if TYPE_CHECKING:
    from utblick.platform import Platform

MANY, TRIES = 1000, 3
_SINCE, _UNTIL = date(2000, 1, 1), date(2100, 1, 1)


def sound(subject: Subject) -> Iterator[Finding]:
    """Ask each calendar with no row, one and three, then with a thousand."""
    if not subject.plugin.calendars:
        raise NotTried("The plugin has no calendars.")
    costs: dict[str, int] = {}
    for rows in ROWS:
        with subject.houses.house(rows) as platform:
            for calendar in subject.plugin.calendars:
                yield from _asked(subject, platform, calendar, rows, costs)
    with subject.houses.house(ROWS[-1]) as platform:
        multiply(platform, subject, MANY)
        for calendar in subject.plugin.calendars:
            yield from _timed(subject, platform, calendar)


def _asked(
    subject: Subject, platform: "Platform", calendar: Calendar, rows: int, costs: dict[str, int]
) -> Iterator[Finding]:
    where = place_of(calendar.load)
    try:
        with counted(platform) as statements:
            found = _occasions(platform, calendar)
        again = _occasions(platform, calendar)
    except Exception as error:
        what = f"The calendar {calendar.name} fails with {rows} rows of each kind: {said(error)}."
        yield Finding(place_in(error, subject.folder), what, "Let it work with any number of rows.")
        return
    known = Counter(str(one.key) for one in found)
    twice = next((key for key, count in known.items() if count > 1), None)
    if twice is not None:
        what = f"The calendar {calendar.name} gives two occasions the key {twice}."
        yield Finding(where, what, "Make the keys differ: put what the second is about behind the id.")
    if known != Counter(str(one.key) for one in again):
        what = f"The calendar {calendar.name} gives its occasions other keys when it is asked again."
        yield Finding(where, what, "Make the key of the record's id, so that programs know it again.")
    if rows == 1:
        costs[calendar.name] = statements.total()
    if rows > 1 and statements.total() > costs.get(calendar.name, statements.total()):
        what = (
            f"The calendar {calendar.name} costs {costs[calendar.name]} statements with 1 row and "
            f"{statements.total()} with {rows}."
        )
        yield Finding(where, what, "Ask once for all rows, with `in_`, instead of once for each.")


def _timed(subject: Subject, platform: "Platform", calendar: Calendar) -> Iterator[Finding]:
    """The best of some tries counts: what the machine does beside it is no fault of the calendar."""
    best = float("inf")
    for _try in range(TRIES):
        started = time.perf_counter()
        try:
            _occasions(platform, calendar)
        except Exception as error:
            what = f"The calendar {calendar.name} fails with {MANY} rows: {said(error)}."
            yield Finding(place_in(error, subject.folder), what, "Let it work with any number of rows.")
            return
        best = min(best, time.perf_counter() - started)
        if best <= calendar.seconds:
            return
    yield Finding(
        place_of(calendar.load),
        f"The calendar {calendar.name} takes {best:.1f} s with {MANY} rows; "
        f"it promises {calendar.seconds:g} s.",
        "Ask the database for the days that are wanted, and for columns that have an index.",
    )


def _occasions(platform: "Platform", calendar: Calendar) -> list[Occasion]:
    """What the calendar tells an administrator of all time, each with where it leads."""
    with administrator(platform) as ctx:
        return [entry.occasion for entry in placed(ctx, loaded(ctx, calendar, _SINCE, _UNTIL))]


C21 = Rule(
    "C21",
    f"Its calendars are there within their time on {MANY} rows, at the same cost for three as for one, and "
    "know each occasion again.",
    sound,
    after=("C01", "C04"),
)
