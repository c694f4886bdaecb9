"""What hello tells the rest of the house: its public contract."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, OrganisationId, _


class GreetingSent(Event, name="hello.greeting.sent", key="greeting_id"):
    """A greeting was sent to an organisation."""

    says: ClassVar[Msg] = _("was sent")

    greeting_id: UUID
    organisation_id: OrganisationId
    sent_on: Annotated[date, Field(examples=["2026-06-06"])]


EVENTS = (GreetingSent,)
