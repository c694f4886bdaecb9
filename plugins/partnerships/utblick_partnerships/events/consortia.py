"""What is told of consortia."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, OrganisationId, _
from utblick_partnerships.events.ids import ConsortiumId


class SeatFilled(Event, name="partnerships.seat.filled", key="consortium_id"):
    """An organisation has said yes to a seat in a consortium."""

    says: ClassVar[Msg] = _("filled a seat")

    consortium_id: ConsortiumId
    seat_id: UUID
    organisation_id: OrganisationId
    role: str = Field(examples=["partner"])
    country: str = Field(examples=["FI"])
    small_firm: bool


class EligibilityChecked(Event, name="partnerships.eligibility.checked", key="consortium_id"):
    """The rules of a call were found to be met by a consortium, or no longer met."""

    says: ClassVar[Msg] = _("was checked against the rules of the call")

    consortium_id: ConsortiumId
    rules: str = Field(examples=["cerv-town-twinning"])
    met: bool
    missing: int
