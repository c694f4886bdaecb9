"""Notes are counted as they are told."""

from uuid import UUID

from pydantic import BaseModel
from sqlmodel import delete

from utblick.api import Context, Subscriber
from utblick_sample.models import Tally


class Written(BaseModel):
    """What is read of the event."""

    organisation_id: UUID


def count(ctx: Context, event: Written) -> None:
    """One more note about the organisation."""
    tally = ctx.session.get(Tally, event.organisation_id) or Tally(organisation_id=event.organisation_id)
    tally.notes += 1
    ctx.session.add(tally)


def forget(ctx: Context) -> None:
    """Begin to count anew."""
    ctx.session.exec(delete(Tally))


SUBSCRIBERS = (Subscriber(event="sample.note.written", reads=Written, handle=count, reset=forget),)
