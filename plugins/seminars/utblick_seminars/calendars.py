"""The days of seminars: for staff among all calendars, and for everybody in the public one."""

from collections.abc import Iterable, Iterator
from datetime import date

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick_seminars import queries
from utblick_seminars.models import Seminar, SeminarState
from utblick_seminars.permissions import READ
from utblick_seminars.service.letters import summary_of, title_of


def seminars(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """Seminars with their hours, also those that are only planned."""
    for one in queries.in_days(ctx, since, until):
        yield _occasion(one, one.title, Ref("seminars", "seminar", one.id))


def public_occasions(ctx: Context, found: Iterable[Seminar]) -> Iterator[Occasion]:
    """Seminars as everybody may see them, leading to their public pages."""
    for one in found:
        address = ctx.url(f"/seminars/calendar/{one.id}")
        yield _occasion(one, title_of(one, ctx.language), address, summary_of(one, ctx.language))


def _occasion(one: Seminar, title: str, link: Ref | str, text: str = "") -> Occasion:
    return Occasion(
        key=one.id,
        title=title,
        start=one.starts_at,
        end=one.ends_at,
        place=one.place,
        text=text,
        changed_at=one.updated_at,
        link=link,
        cancelled=one.state == SeminarState.CANCELLED,
    )


SEMINARS = Calendar(
    name="seminars.seminars",
    title=_("Seminars"),
    load=seminars,
    permission=READ,
    icon="presentation",
)
CALENDARS = (SEMINARS,)
