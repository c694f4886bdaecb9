"""When greetings are to be sent."""

from collections.abc import Iterator
from datetime import date

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick.hello import queries
from utblick.hello.models import GreetingState


def greetings(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """Each greeting on the day when it is due; one that was missed is struck out."""
    for greeting in queries.due_between(ctx, since, until):
        yield Occasion(
            key=greeting.id,
            title=greeting.title,
            start=greeting.due_on,
            changed_at=greeting.updated_at,
            link=Ref("hello", "greeting", greeting.id),
            cancelled=greeting.state == GreetingState.MISSED,
        )


CALENDARS = (
    Calendar(
        name="hello.greetings",
        title=_("Greetings"),
        load=greetings,
        permission="hello.read",
        icon="mail",
    ),
)
