"""What notices do when others have done something: buyers and winners that come into the register."""

from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Subscriber
from utblick_tendering.service import parties


class _Registered(BaseModel):
    """What is needed of the event."""

    organisation_id: UUID


def link_party(ctx: Context, event: _Registered) -> None:
    """Notices and awards with the number of an organisation that has come point at it."""
    parties.link(ctx, event.organisation_id)


SUBSCRIBERS: tuple[Subscriber, ...] = (
    Subscriber(
        event="core.organisation.registered",
        reads=_Registered,
        handle=link_party,
        name="tendering.notices.parties",
    ),
)
