"""What hello does when something happens elsewhere: a newcomer is remembered until it is greeted."""

from uuid import UUID

from pydantic import BaseModel
from sqlmodel import delete

from utblick.api import Context, Subscriber
from utblick.hello.models import Newcomer


class Registered(BaseModel):
    """What is read of the event, and no more: a field that is added to it disturbs nothing here."""

    organisation_id: UUID
    country: str = ""


def remember(ctx: Context, event: Registered) -> None:
    """Keep the organisation as a newcomer; told of it twice, it stands there once."""
    ctx.session.merge(Newcomer(organisation_id=event.organisation_id, country=event.country))


def forget(ctx: Context) -> None:
    """Empty what `remember` has built, so that it can be built again from the log."""
    ctx.session.exec(delete(Newcomer))


SUBSCRIBERS = (
    Subscriber(
        event="core.organisation.registered",
        name="newcomers",
        reads=Registered,
        handle=remember,
        reset=forget,
    ),
)
