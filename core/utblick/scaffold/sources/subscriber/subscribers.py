"""What the plugin does when something happens elsewhere."""

from uuid import UUID

from pydantic import BaseModel
from sqlmodel import delete

from utblick.api import Context, Subscriber
from utblick.scaffold.sources.subscriber.models import Gadget


class GadgetFacts(BaseModel):
    """What is read of the event, and no more: a field that is added to it disturbs nothing here."""

    organisation_id: UUID
    country: str = ""


def keep_gadget(ctx: Context, event: GadgetFacts) -> None:
    """Keep what the event tells; told of it twice, it stands here once."""
    ctx.session.merge(Gadget(organisation_id=event.organisation_id, country=event.country))


def drop_gadgets(ctx: Context) -> None:
    """Empty what was kept, so that it can be built again from the log."""
    ctx.session.exec(delete(Gadget))


SUBSCRIBERS = (
    Subscriber(
        event="core.organisation.registered",
        name="gadget",
        reads=GadgetFacts,
        handle=keep_gadget,
        reset=drop_gadgets,
    ),
)
