"""The words for applications, projects, partners and agreements."""

from utblick.api import Choice, _
from utblick_partnerships.models import AgreementState, ApplicationState, ProjectState

APPLICATION_STATES = (
    Choice(value=ApplicationState.DRAFT, label=_("Draft"), tone="mute"),
    Choice(value=ApplicationState.SUBMITTED, label=_("Handed in"), tone="info"),
    Choice(value=ApplicationState.RETURNED, label=_("Returned to us"), tone="warn"),
    Choice(value=ApplicationState.ELIGIBLE, label=_("Eligible"), tone="info"),
    Choice(value=ApplicationState.INELIGIBLE, label=_("Ineligible"), tone="bad"),
    Choice(value=ApplicationState.APPROVED, label=_("Approved"), tone="ok"),
    Choice(value=ApplicationState.CONDITIONS, label=_("Approved with conditions"), tone="ok"),
    Choice(value=ApplicationState.NOT_APPROVED, label=_("Not approved"), tone="bad"),
    Choice(value=ApplicationState.CONTRACTED, label=_("Contracted"), tone="ok"),
    Choice(value=ApplicationState.MODIFICATION, label=_("Being modified"), tone="warn"),
    Choice(value=ApplicationState.CLOSED, label=_("Closed"), tone="mute"),
)

PROJECT_STATES = (
    Choice(value=ProjectState.PLANNED, label=_("Planned"), tone="info"),
    Choice(value=ProjectState.ONGOING, label=_("Ongoing"), tone="ok"),
    Choice(value=ProjectState.CLOSED, label=_("Closed"), tone="mute"),
)

LEGAL_STATUSES = (
    Choice(value="public", label=_("Public")),
    Choice(value="private", label=_("Private")),
)

AGREEMENT_STATES = (
    Choice(value=AgreementState.DRAFTED, label=_("Drafted"), tone="mute"),
    Choice(value=AgreementState.SIGNED, label=_("Signed"), tone="ok"),
    Choice(value=AgreementState.ENDED, label=_("Ended"), tone="bad"),
)
