"""The words for everything in seminars that is chosen from a list."""

from utblick.api import Choice, _
from utblick_seminars.models import RegistrationState, SeminarState, Share

KINDS = (
    Choice(value="seminar", label=_("Seminar")),
    Choice(value="training", label=_("Training")),
    Choice(value="meeting", label=_("Network meeting")),
    Choice(value="fair", label=_("Visit to a fair")),
    Choice(value="visit", label=_("Study visit")),
)
SEMINAR_STATES = (
    Choice(value=SeminarState.PLANNED, label=_("Planned"), tone="mute"),
    Choice(value=SeminarState.OPEN, label=_("Open for registration"), tone="info"),
    Choice(value=SeminarState.FULL, label=_("Full"), tone="warn"),
    Choice(value=SeminarState.HELD, label=_("Held"), tone="ok"),
    Choice(value=SeminarState.EVALUATED, label=_("Evaluated"), tone="ok"),
    Choice(value=SeminarState.CANCELLED, label=_("Cancelled"), tone="bad"),
)
SHARES = (
    Choice(value=Share.COUNTY, label=_("The whole county: seats are free for everybody")),
    Choice(value=Share.HERE, label=_("Only our own public calendar")),
)
REGISTRATION_STATES = (
    Choice(value=RegistrationState.REGISTERED, label=_("Awaiting our decision"), tone="info"),
    Choice(value=RegistrationState.WAITLISTED, label=_("On the waiting list"), tone="warn"),
    Choice(value=RegistrationState.CONFIRMED, label=_("Has a place"), tone="ok"),
    Choice(value=RegistrationState.ATTENDED, label=_("Came"), tone="ok"),
    Choice(value=RegistrationState.NO_SHOW, label=_("Did not come"), tone="bad"),
    Choice(value=RegistrationState.WITHDRAWN, label=_("Gave up the place"), tone="mute"),
)
BASES = (
    Choice(value="public_interest", label=_("Public interest")),
    Choice(value="consent", label=_("Consent")),
)
LANGUAGES = (
    Choice(value="sv", label=_("Swedish")),
    Choice(value="en", label=_("English")),
)
