"""The words for arena meetings, guidelines and the pilot group."""

from utblick.api import Choice, _
from utblick_partnerships.models import GuidelineState, Helix, MeetingState, PilotState

MEETING_STATES = (
    Choice(value=MeetingState.PLANNED, label=_("Planned"), tone="info"),
    Choice(value=MeetingState.HELD, label=_("Held"), tone="ok"),
    Choice(value=MeetingState.MINUTED, label=_("Minutes written"), tone="ok"),
    Choice(value=MeetingState.CANCELLED, label=_("Cancelled"), tone="bad"),
)

HELICES = (
    Choice(value=Helix.BUSINESS, label=_("Business and firms")),
    Choice(value=Helix.UNIVERSITY, label=_("University")),
    Choice(value=Helix.MUNICIPALITY, label=_("Public sector")),
    Choice(value=Helix.OTHER, label=_("Others")),
)

GUIDELINE_STATES = (
    Choice(value=GuidelineState.PROPOSED, label=_("Proposed"), tone="info"),
    Choice(value=GuidelineState.ADOPTED, label=_("Adopted"), tone="ok"),
    Choice(value=GuidelineState.REVISED, label=_("Revised"), tone="ok"),
    Choice(value=GuidelineState.DROPPED, label=_("No longer holds"), tone="bad"),
)

PILOT_STATES = (
    Choice(value=PilotState.INVITED, label=_("Invited"), tone="mute"),
    Choice(value=PilotState.JOINED, label=_("Joined"), tone="info"),
    Choice(value=PilotState.ACTIVE, label=_("Active"), tone="info"),
    Choice(value=PilotState.DONE, label=_("Done"), tone="ok"),
    Choice(value=PilotState.LEFT, label=_("Left the pilot"), tone="bad"),
)
