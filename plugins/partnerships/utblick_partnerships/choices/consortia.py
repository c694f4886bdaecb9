"""The words for consortia and their seats, and the questions on state aid."""

from utblick.api import Choice, _
from utblick_partnerships.models import ConsortiumState, SeatRole, SeatState

CONSORTIUM_STATES = (
    Choice(value=ConsortiumState.BUILDING, label=_("Being built"), tone="info"),
    Choice(value=ConsortiumState.COMPLETE, label=_("Complete"), tone="ok"),
    Choice(value=ConsortiumState.DISSOLVED, label=_("Dissolved"), tone="bad"),
)

SEAT_STATES = (
    Choice(value=SeatState.NEEDED, label=_("Needed"), tone="mute"),
    Choice(value=SeatState.CANDIDATE, label=_("Candidate"), tone="info"),
    Choice(value=SeatState.INVITED, label=_("Invited"), tone="warn"),
    Choice(value=SeatState.ACCEPTED, label=_("Accepted"), tone="ok"),
    Choice(value=SeatState.SIGNED, label=_("Signed"), tone="ok"),
    Choice(value=SeatState.DECLINED, label=_("Declined"), tone="bad"),
)

ROLES = (
    Choice(value=SeatRole.LEAD, label=_("Lead partner")),
    Choice(value=SeatRole.PARTNER, label=_("Partner")),
    Choice(value=SeatRole.ASSOCIATED, label=_("Associated organisation")),
)

KINDS = (
    Choice(value="municipality", label=_("Municipality")),
    Choice(value="company", label=_("Company")),
    Choice(value="university", label=_("University")),
    Choice(value="association", label=_("Association")),
    Choice(value="authority", label=_("Authority")),
    Choice(value="network", label=_("Network")),
    Choice(value="other", label=_("Other organisation")),
)

SIZES = (
    Choice(value="small", label=_("Small firm (under 50 employees)")),
    Choice(value="medium", label=_("Medium-sized firm (under 250 employees)")),
    Choice(value="large", label=_("Large firm")),
)

AID_QUESTIONS = (
    ("economic", _("Will the organisation offer goods or services on a market within the project?")),
    ("selective", _("Does the support go to this organisation alone, or on better terms than to others?")),
    ("advantage", _("Does it get something that it would have to pay for on the market?")),
    ("trade", _("Can what it gets influence competition or trade with other EU countries?")),
)
"""The four questions of the self check: four times yes, and the support is probably state aid."""

YES_NO = (
    Choice(value="yes", label=_("Yes")),
    Choice(value="no", label=_("No")),
    Choice(value="unknown", label=_("Don't know")),
)
