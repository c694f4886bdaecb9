"""What is told of the arena and of the pilot group."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from utblick.api import Event, Msg, OrganisationId, _


class ArenaMeetingHeld(Event, name="partnerships.arena_meeting.held", key="meeting_id"):
    """Municipality, business and university have met; who came is counted by helix."""

    says: ClassVar[Msg] = _("was held")

    meeting_id: UUID
    held_on: date
    business: int
    university: int
    municipality: int
    helices: int


class GuidelineAdopted(Event, name="partnerships.guideline.adopted", key="guideline_id"):
    """The three have agreed on a guideline, or on a new wording of it."""

    says: ClassVar[Msg] = _("was adopted as a guideline")

    guideline_id: UUID
    wording: int
    adopted_on: date


class PilotJoined(Event, name="partnerships.pilot.joined", key="pilot_id"):
    """A firm takes part in trying the method."""

    says: ClassVar[Msg] = _("joined the pilot")

    pilot_id: UUID
    organisation_id: OrganisationId
    joined_on: date


class PilotCompleted(Event, name="partnerships.pilot.completed", key="pilot_id"):
    """A firm has been through the whole method."""

    says: ClassVar[Msg] = _("has been through the method")

    pilot_id: UUID
    organisation_id: OrganisationId
    completed_on: date
    days: int
