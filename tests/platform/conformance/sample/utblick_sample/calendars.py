"""When notes were written."""

from collections.abc import Iterator
from datetime import date

from utblick.api import Calendar, Context, Occasion, _
from utblick_sample import queries


def written(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """Each note at the moment when it was written, with the organisation that it is about."""
    for note, name in queries.written_between(ctx, since, until):
        yield Occasion(
            key=note.id,
            title=note.title,
            start=note.created_at,
            changed_at=note.updated_at,
            place=name,
        )


CALENDARS = (Calendar(name="sample.written", title=_("Jottings"), load=written, permission="sample.read"),)
