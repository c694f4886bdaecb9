"""The words for everything about bids that is chosen from a list."""

from utblick.api import Choice, _
from utblick_tendering.models import BidState, GroupState, MemberState

BID_STATES = (
    Choice(value=BidState.CONSIDERING, label=_("Considering"), tone="mute"),
    Choice(value=BidState.GO, label=_("Decided to bid"), tone="info"),
    Choice(value=BidState.DRAFTING, label=_("Writing"), tone="info"),
    Choice(value=BidState.SUBMITTED, label=_("Handed in"), tone="warn"),
    Choice(value=BidState.WON, label=_("Won"), tone="ok"),
    Choice(value=BidState.LOST, label=_("Lost"), tone="bad"),
    Choice(value=BidState.WITHDRAWN, label=_("Withdrawn"), tone="mute"),
)

UNKNOWN_REASON = "unknown"
NO_WINNER = "no_winner"

LOSS_REASONS = (
    Choice(value="price", label=_("Price")),
    Choice(value="quality", label=_("Points for quality")),
    Choice(value="requirements", label=_("A requirement was not met")),
    Choice(value="formal", label=_("Something was missing or came too late")),
    Choice(value="references", label=_("References")),
    Choice(value="capacity", label=_("Capacity or delivery")),
    Choice(value=NO_WINNER, label=_("Nobody won: the procurement ended without a winner")),
    Choice(value="other", label=_("Other")),
    Choice(value=UNKNOWN_REASON, label=_("Not known yet"), tone="warn"),
)

ANSWERS = (
    Choice(value="yes", label=_("Yes"), tone="ok"),
    Choice(value="no", label=_("No"), tone="bad"),
    Choice(value="unclear", label=_("Unclear"), tone="warn"),
)

GROUP_STATES = (
    Choice(value=GroupState.FORMING, label=_("Being formed"), tone="info"),
    Choice(value=GroupState.AGREED, label=_("All have agreed"), tone="ok"),
    Choice(value=GroupState.DISSOLVED, label=_("Dissolved"), tone="mute"),
)

GROUP_FORMS = (
    Choice(value="consortium", label=_("Joint tender: all are answerable")),
    Choice(value="subcontract", label=_("One bids, the others are subcontractors")),
)

MEMBER_STATES = (
    Choice(value=MemberState.ASKED, label=_("Asked"), tone="warn"),
    Choice(value=MemberState.ACCEPTED, label=_("Has said yes"), tone="ok"),
    Choice(value=MemberState.DECLINED, label=_("Has said no"), tone="bad"),
)
