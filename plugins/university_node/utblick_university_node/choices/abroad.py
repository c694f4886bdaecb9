"""The words of placements, notes about markets and springboards."""

from utblick.api import Choice, _
from utblick_university_node.models import PlacementState

PLACEMENT_STATES = (
    Choice(value=PlacementState.WISHED, label=_("Wished for"), tone="mute"),
    Choice(value=PlacementState.OFFERED, label=_("Offered"), tone="info"),
    Choice(value=PlacementState.MATCHED, label=_("Matched"), tone="info"),
    Choice(value=PlacementState.AGREED, label=_("Agreed"), tone="ok"),
    Choice(value=PlacementState.ABROAD, label=_("Abroad"), tone="ok"),
    Choice(value=PlacementState.HOME, label=_("Home again"), tone="warn"),
    Choice(value=PlacementState.DEBRIEFED, label=_("Debriefed"), tone="ok"),
    Choice(value=PlacementState.CANCELLED, label=_("Cancelled"), tone="bad"),
)

DIRECTIONS = (
    Choice(value="out", label=_("A student of ours goes abroad")),
    Choice(value="in", label=_("A student from abroad comes here")),
)

PLACEMENT_SOURCES = (
    Choice(value="staff", label=_("Our own idea")),
    Choice(value="student", label=_("The student's wish")),
    Choice(value="market", label=_("A firm has chosen the market")),
    Choice(value="exchange", label=_("An exchange with a twin town")),
)

LED_TO_LEAD = (
    Choice(value="unknown", label=_("Not known yet"), tone="mute"),
    Choice(value="yes", label=_("Yes"), tone="ok"),
    Choice(value="no", label=_("No"), tone="bad"),
)

SPRINGBOARD_STATES = (
    Choice(value="spotted", label=_("Spotted"), tone="mute"),
    Choice(value="offered", label=_("Offered to a firm"), tone="info"),
    Choice(value="used", label=_("Used"), tone="ok"),
)
