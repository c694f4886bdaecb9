"""The words for calls, what they fit, and ideas."""

from utblick.api import Choice, _
from utblick_partnerships.models import CallState, FitState, IdeaStage

CALL_STATES = (
    Choice(value=CallState.UPCOMING, label=_("Upcoming"), tone="info"),
    Choice(value=CallState.OPEN, label=_("Open for applications"), tone="ok"),
    Choice(value=CallState.CLOSING, label=_("Closing soon"), tone="warn"),
    Choice(value=CallState.CLOSED, label=_("Closed"), tone="mute"),
)

SOURCES = (
    Choice(value="manual", label=_("Written by hand")),
    Choice(value="sedia", label=_("Funding & Tenders portal")),
    Choice(value="feed", label=_("From a feed")),
    Choice(value="file", label=_("From a file")),
)

STAGES = (
    Choice(value="single-stage", label=_("One stage")),
    Choice(value="two-stage", label=_("Two stages")),
    Choice(value="cut-off", label=_("Several cut-off days")),
)

FIT_STATES = (
    Choice(value=FitState.SUGGESTED, label=_("Suggested"), tone="info"),
    Choice(value=FitState.INTERESTED, label=_("Goes on"), tone="ok"),
    Choice(value=FitState.DISMISSED, label=_("Left"), tone="mute"),
)

SUBJECTS = {
    "profile": _("Profile"),
    "idea": _("Idea"),
    "need": _("Need"),
    "company": _("Company"),
}

IDEA_STAGES = (
    Choice(value=IdeaStage.SEED, label=_("Seed"), tone="mute"),
    Choice(value=IdeaStage.CONCEPT, label=_("Concept"), tone="info"),
    Choice(value=IdeaStage.CONSORTIUM, label=_("Consortium"), tone="info"),
    Choice(value=IdeaStage.APPLICATION, label=_("Application"), tone="ok"),
    Choice(value=IdeaStage.PARKED, label=_("Parked"), tone="warn"),
)
