"""What twin towns tell the rest of the house: their public contract."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

TownId = Annotated[UUID, RefTo("twinning", "town")]
ExchangeId = Annotated[UUID, RefTo("twinning", "exchange")]
CandidateId = Annotated[UUID, RefTo("twinning", "candidate")]
MeetingId = Annotated[UUID, RefTo("twinning", "meeting")]


class TownFacts(BaseModel):
    """What every event about a tie tells: the town, as the register of organisations knows it."""

    town_id: TownId
    organisation_id: OrganisationId | None = None
    country: str
    category: str = Field(examples=["partnership"])


class AgreementDecided(TownFacts, Event, name="twinning.agreement.decided", key="town_id"):
    """The council has decided that there is to be an agreement with the town."""

    says: ClassVar[Msg] = _("was decided on by the council")

    decided_on: date
    diary_number: str = ""


class AgreementSigned(
    TownFacts,
    Event,
    name="twinning.agreement.signed",
    key="town_id",
    share="anonymous",
    share_at_most="public",
    coarse=("country", "category"),
    shown=("country", "category", "signed_on", "expires_on"),
):
    """The agreement with the town has been signed, and the tie is active."""

    says: ClassVar[Msg] = _("has a signed agreement with us")

    signed_on: date
    expires_on: date | None = None


class AgreementRenewed(TownFacts, Event, name="twinning.agreement.renewed", key="town_id"):
    """The agreement with the town goes on for another time."""

    says: ClassVar[Msg] = _("has a renewed agreement with us")

    decided_on: date
    expires_on: date | None = None


class AgreementEnded(
    TownFacts,
    Event,
    name="twinning.agreement.ended",
    key="town_id",
    share="anonymous",
    share_at_most="public",
    coarse=("country", "category"),
    shown=("country", "category", "decided_on"),
):
    """The council has decided to end the tie with the town."""

    says: ClassVar[Msg] = _("is no longer a twin town, by decision of the council")

    decided_on: date
    diary_number: str = ""


class RelationLapsed(TownFacts, Event, name="twinning.relation.lapsed", key="town_id"):
    """Neither exchange nor meeting has been held with an active town for the time that we allow."""

    says: ClassVar[Msg] = _("has not been heard of for {months} months")

    months: int


class TownCounted(TownFacts, Event, name="twinning.town.counted", key="town_id"):
    """The town counts as one with active business exchange: the proofs are complete.

    `proven_on` is the day of the latest proof, `lasts_until` the last day on which all of them are recent.
    """

    says: ClassVar[Msg] = _("counts as a twin town with active business exchange")

    proven_on: date
    lasts_until: date
    exchanges: int
    firms: int
    meetings: int


class TownUncounted(TownFacts, Event, name="twinning.town.uncounted", key="town_id"):
    """The town no longer counts: a proof was taken back, grew too old, or the tie is not active."""

    says: ClassVar[Msg] = _("no longer counts as a twin town with active business exchange")


class CandidateProposed(Event, name="twinning.candidate.proposed", key="candidate_id"):
    """A town is considered as a new twin town."""

    says: ClassVar[Msg] = _("was proposed as a twin town")

    candidate_id: CandidateId
    country: str


class CandidateRecommended(Event, name="twinning.candidate.recommended", key="candidate_id"):
    """A study recommends the town, with its points of a hundred."""

    says: ClassVar[Msg] = _("is recommended as a twin town, with {score} points of 100")

    candidate_id: CandidateId
    country: str
    score: int


class ExchangeFacts(BaseModel):
    """What every event about an exchange tells."""

    exchange_id: ExchangeId
    town_id: TownId
    organisation_id: OrganisationId | None = None
    theme: str = Field(examples=["business"])
    starts_on: date
    ends_on: date


class ExchangePlanned(ExchangeFacts, Event, name="twinning.exchange.planned", key="exchange_id"):
    """An exchange is planned: who helps with language and custom may prepare."""

    says: ClassVar[Msg] = _("was planned")

    country: str = ""


class InterpreterRequested(ExchangeFacts, Event, name="twinning.interpreter.requested", key="exchange_id"):
    """Interpreters are asked for, for an exchange."""

    says: ClassVar[Msg] = _("needs interpreters")

    languages: tuple[str, ...] = ()


class BriefingRequested(ExchangeFacts, Event, name="twinning.briefing.requested", key="exchange_id"):
    """A briefing about the other country's customs is asked for, for an exchange."""

    says: ClassVar[Msg] = _("needs a briefing about the country")

    country: str = ""


class ExchangeHeld(ExchangeFacts, Event, name="twinning.exchange.held", key="exchange_id"):
    """An exchange was held, and the list at the door is closed.

    Told again with other figures, taking back what was told before, when the list is corrected.
    """

    says: ClassVar[Msg] = _("was held with {participants} participants, {international} from abroad")

    participants: int
    international: int
    firms: int


class ExchangeReopened(ExchangeFacts, Event, name="twinning.exchange.reopened", key="exchange_id"):
    """The list of an exchange was opened again; it does not count until it is closed."""

    says: ClassVar[Msg] = _("is open for counting again")


class ExchangeReported(ExchangeFacts, Event, name="twinning.exchange.reported", key="exchange_id"):
    """The report of an exchange is written."""

    says: ClassVar[Msg] = _("was reported")


class ExchangeCancelled(ExchangeFacts, Event, name="twinning.exchange.cancelled", key="exchange_id"):
    """An exchange will not be held."""

    says: ClassVar[Msg] = _("was cancelled")


class MeetingFacts(BaseModel):
    """What every event about a business meeting tells: the local firm is the organisation."""

    meeting_id: MeetingId
    town_id: TownId
    exchange_id: ExchangeId | None = None
    organisation_id: OrganisationId
    partner_id: OrganisationId | None = None
    held_on: date


class BusinessMeetingHeld(MeetingFacts, Event, name="twinning.business_meeting.held", key="meeting_id"):
    """A local firm has met somebody of a twin town."""

    says: ClassVar[Msg] = _("was held")

    outcome: str = Field(default="", examples=["lead"])


class BusinessMeetingWithdrawn(
    MeetingFacts, Event, name="twinning.business_meeting.withdrawn", key="meeting_id"
):
    """A business meeting was noted by mistake; it no longer counts."""

    says: ClassVar[Msg] = _("was noted by mistake")


EVENTS = (
    AgreementDecided,
    AgreementSigned,
    AgreementRenewed,
    AgreementEnded,
    RelationLapsed,
    TownCounted,
    TownUncounted,
    CandidateProposed,
    CandidateRecommended,
    ExchangePlanned,
    InterpreterRequested,
    BriefingRequested,
    ExchangeHeld,
    ExchangeReopened,
    ExchangeReported,
    ExchangeCancelled,
    BusinessMeetingHeld,
    BusinessMeetingWithdrawn,
)
