"""The days that the plugin shows on the page Calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from utblick.api import Calendar, Context, Occasion, _

PLANNED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def gadget(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The first day of every June: ask a query here for what your own rows say of these days."""
    for year in range(since.year, until.year + 1):
        yield Occasion(
            key=f"gadget-{year}",
            title=_("Doodad"),
            start=date(year, 6, 1),
            changed_at=PLANNED_AT,
        )


CALENDARS = (
    Calendar(
        name="sample.gadget",
        title=_("Doodad"),
        load=gadget,
        permission="sample.read",
    ),
)
