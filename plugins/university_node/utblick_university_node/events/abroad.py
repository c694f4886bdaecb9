"""What is told of placements abroad and their notes, of experts, and of springboards."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _


class PlacementFacts(BaseModel):
    """What every event about a placement tells; `organisation_id` is the local firm that it serves."""

    placement_id: UUID
    organisation_id: OrganisationId | None = None
    university_id: OrganisationId | None = None
    country: str = Field(examples=["FI"])
    direction: str = Field(examples=["out"])
    municipality: str = ""


class PlacementMatched(PlacementFacts, Event, name="university_node.placement.matched", key="placement_id"):
    """A student, a place abroad and a local firm have found one another."""

    says: ClassVar[Msg] = _("was matched with a student")


class PlacementAgreed(PlacementFacts, Event, name="university_node.placement.agreed", key="placement_id"):
    """The parties have agreed on a placement."""

    says: ClassVar[Msg] = _("was agreed")


class PlacementStarted(PlacementFacts, Event, name="university_node.placement.started", key="placement_id"):
    """The student has left, or come."""

    says: ClassVar[Msg] = _("has begun")


class PlacementCompleted(
    PlacementFacts, Event, name="university_node.placement.completed", key="placement_id"
):
    """The student is home again."""

    says: ClassVar[Msg] = _("has been completed")

    completed_on: date


class PlacementCancelled(
    PlacementFacts, Event, name="university_node.placement.cancelled", key="placement_id"
):
    """A placement came to nothing; if it had counted, it no longer does."""

    says: ClassVar[Msg] = _("was cancelled")


class MarketNoteFiled(Event, name="university_node.market_note.filed", key="market_note_id"):
    """What a student has learnt about a firm's market was written down at the return."""

    says: ClassVar[Msg] = _("was filed as a note about the market")

    market_note_id: UUID
    placement_id: Annotated[UUID, RefTo("university_node", "placement")]
    organisation_id: OrganisationId | None = None
    country: str = Field(examples=["FI"])
    led_to_lead: str = Field(examples=["yes"])


class ExpertListed(Event, name="university_node.expert.listed", key="expert_id"):
    """Somebody at a university may be found by what they know."""

    says: ClassVar[Msg] = _("was listed as an expert")

    expert_id: UUID
    university_id: OrganisationId


class ExpertHidden(Event, name="university_node.expert.hidden", key="expert_id"):
    """An expert may no longer be shown, mostly since consent was withdrawn."""

    says: ClassVar[Msg] = _("is no longer listed as an expert")

    expert_id: UUID
    university_id: OrganisationId
    consent_withdrawn: bool


class SpringboardUsed(Event, name="university_node.springboard.used", key="springboard_id"):
    """A firm has got a contact abroad through a university."""

    says: ClassVar[Msg] = _("took a firm abroad through the university")

    springboard_id: UUID
    organisation_id: OrganisationId
    university_id: OrganisationId
    country: str = Field(examples=["FI"])
    used_on: date
