"""Two subscribers that write what they hear: one that keeps the order, and one that does not."""

from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Subscriber
from utblick_tally.models import Line


class Registered(BaseModel):
    """What is read of the event."""

    organisation_id: UUID


def write(name: str, *, ordered: bool) -> Subscriber:
    """The subscriber that writes under this name."""

    def handle(ctx: Context, event: Registered) -> None:
        ctx.session.add(Line(subscriber=name, organisation_id=event.organisation_id))

    return Subscriber(
        event="core.organisation.registered", name=name, reads=Registered, handle=handle, ordered=ordered
    )


SUBSCRIBERS = (write("in_order", ordered=True), write("in_any_order", ordered=False))
