"""What partnerships tells the rest of the house: its public contract."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

ProfileId = Annotated[UUID, RefTo("partnerships", "profile")]
InterestId = Annotated[UUID, RefTo("partnerships", "interest")]
CallId = Annotated[UUID, RefTo("partnerships", "call")]
IdeaId = Annotated[UUID, RefTo("partnerships", "idea")]
ConsortiumId = Annotated[UUID, RefTo("partnerships", "consortium")]
ApplicationId = Annotated[UUID, RefTo("partnerships", "application")]
ProjectId = Annotated[UUID, RefTo("partnerships", "project")]


class ProfileFacts(BaseModel):
    """What every event about a profile tells. The client is named by id only, and only inside the house."""

    profile_id: UUID
    organisation_id: OrganisationId
    type: str = Field(examples=["BO"])
    reference: str = Field(default="", examples=["BOSE20261127001"])


class ProfilePublished(ProfileFacts, Event, name="partnerships.profile.published", key="profile_id"):
    """A cooperation profile has passed both reviews and can be seen by anybody."""

    says: ClassVar[Msg] = _("was published")

    countries: list[str] = Field(default_factory=list, examples=[["FI", "EE"]])
    keywords: list[str] = Field(default_factory=list, examples=[["wood"]])
    valid_until: date


class ProfileRenewed(ProfileFacts, Event, name="partnerships.profile.renewed", key="profile_id"):
    """A cooperation profile is valid for another time."""

    says: ClassVar[Msg] = _("was renewed")

    valid_until: date


class ProfileExpired(ProfileFacts, Event, name="partnerships.profile.expired", key="profile_id"):
    """A cooperation profile is no longer valid, and no longer shown."""

    says: ClassVar[Msg] = _("has expired")


class ProfileWithdrawn(ProfileFacts, Event, name="partnerships.profile.withdrawn", key="profile_id"):
    """A cooperation profile was taken back before its time."""

    says: ClassVar[Msg] = _("was withdrawn")


class InterestFacts(BaseModel):
    """What every event about an expression of interest tells."""

    interest_id: UUID
    profile_id: ProfileId
    organisation_id: OrganisationId
    partner_id: OrganisationId | None = None
    country: str = ""


class InterestReceived(InterestFacts, Event, name="partnerships.interest.received", key="interest_id"):
    """Somebody abroad wants to know more of a profile."""

    says: ClassVar[Msg] = _("came in as an expression of interest")

    channel: str = Field(examples=["adviser"])


class InterestIntroduced(InterestFacts, Event, name="partnerships.interest.introduced", key="interest_id"):
    """Both sides know who the other is; the client has consented."""

    says: ClassVar[Msg] = _("was introduced to the client")


class InterestAgreed(InterestFacts, Event, name="partnerships.interest.agreed", key="interest_id"):
    """The two have agreed on something."""

    says: ClassVar[Msg] = _("led to an agreement")


class InterestDeclined(InterestFacts, Event, name="partnerships.interest.declined", key="interest_id"):
    """An expression of interest was closed without an agreement, for a reason."""

    says: ClassVar[Msg] = _("was closed without an agreement")

    reason: str = Field(examples=["wrong_trade"])


class CallOpened(Event, name="partnerships.call.opened", key="call_id"):
    """A call for proposals can be answered."""

    says: ClassVar[Msg] = _("is open for applications")

    call_id: UUID
    identifier: str = Field(examples=["CERV-2027-CITIZENS-TOWN-TT"])
    programme: str = ""
    rules: str = Field(default="", examples=["cerv-town-twinning"])
    deadline: datetime | None = None
    keywords: list[str] = Field(default_factory=list)


class CallClosed(Event, name="partnerships.call.closed", key="call_id"):
    """A call for proposals can no longer be answered."""

    says: ClassVar[Msg] = _("is closed for applications")

    call_id: UUID
    identifier: str


class IdeaRaised(Event, name="partnerships.idea.raised", key="idea_id"):
    """A project idea was put into the bank."""

    says: ClassVar[Msg] = _("was raised as a project idea")

    idea_id: UUID
    organisation_id: OrganisationId | None = None
    period: str


class IdeaCarried(Event, name="partnerships.idea.carried", key="idea_id"):
    """A project idea goes on in the next programme period, with its lessons."""

    says: ClassVar[Msg] = _("was carried over to the next programme period")

    idea_id: UUID
    from_period: str
    to_period: str


class PeriodSwitched(Event, name="partnerships.period.switched", key="to_period"):
    """The idea bank was gone through at the end of a programme period."""

    says: ClassVar[Msg] = _("The idea bank was carried over to the period {to_period}")

    from_period: str
    to_period: str
    carried: int
    parked: int


class SeatFilled(Event, name="partnerships.seat.filled", key="consortium_id"):
    """An organisation has said yes to a seat in a consortium."""

    says: ClassVar[Msg] = _("filled a seat")

    consortium_id: ConsortiumId
    seat_id: UUID
    organisation_id: OrganisationId
    role: str = Field(examples=["partner"])
    country: str
    small_firm: bool


class EligibilityChecked(Event, name="partnerships.eligibility.checked", key="consortium_id"):
    """The rules of a call were found to be met by a consortium, or no longer met."""

    says: ClassVar[Msg] = _("was checked against the rules of the call")

    consortium_id: ConsortiumId
    rules: str = Field(examples=["cerv-town-twinning"])
    met: bool
    missing: int


class ApplicationFacts(BaseModel):
    """What every event about an application tells; amounts are in euro."""

    application_id: UUID
    consortium_id: ConsortiumId | None = None
    call_id: CallId | None = None
    organisation_id: OrganisationId | None = None
    programme: str = ""
    requested_eur: Decimal | None = None


class ApplicationSubmitted(
    ApplicationFacts, Event, name="partnerships.application.submitted", key="application_id"
):
    """An application was handed in to the programme."""

    says: ClassVar[Msg] = _("was handed in")

    submitted_on: date


class ApplicationDecided(
    ApplicationFacts, Event, name="partnerships.application.decided", key="application_id"
):
    """The programme has decided on an application."""

    says: ClassVar[Msg] = _("was decided on")

    decided_on: date
    approved: bool
    granted_eur: Decimal | None = None


class ProjectFacts(BaseModel):
    """What every event about a project tells; `countries` counts those of its partners."""

    project_id: UUID
    application_id: ApplicationId | None = None
    programme: str = ""
    countries: int = 0
    partners: int = 0
    small_firms: int = Field(default=0, description="Partners that are small firms of the municipality")


class ProjectStarted(ProjectFacts, Event, name="partnerships.project.started", key="project_id"):
    """A project has begun."""

    says: ClassVar[Msg] = _("has begun")

    started_on: date
    budget_eur: Decimal | None = None
    grant_eur: Decimal | None = None


class ProjectClosed(ProjectFacts, Event, name="partnerships.project.closed", key="project_id"):
    """A project is done."""

    says: ClassVar[Msg] = _("is closed")

    closed_on: date


class PartnerLeft(Event, name="partnerships.partner.left", key="project_id"):
    """An organisation has left a project. The count of a signed agreement is taken back when no local small
    firm is left.
    """

    says: ClassVar[Msg] = _("lost a partner")

    project_id: ProjectId
    organisation_id: OrganisationId
    left_on: date


class AgreementFacts(BaseModel):
    """What every event about a partner agreement tells: all that is needed to count it.

    `small_firms` are partners that are small firms seated in the municipality whose code is given.
    """

    agreement_id: UUID
    project_id: ProjectId
    municipality: str
    countries: int
    partners: int
    small_firms: int
    small_firm_ids: list[OrganisationId] = Field(default_factory=list)
    programme: str = ""
    budget_eur: Decimal | None = None


class AgreementSigned(AgreementFacts, Event, name="partnerships.agreement.signed", key="agreement_id"):
    """The partners of a project have signed their agreement; told again when its facts change."""

    says: ClassVar[Msg] = _("was signed by the partners")

    signed_on: date


class AgreementEnded(AgreementFacts, Event, name="partnerships.agreement.ended", key="agreement_id"):
    """A partner agreement is no longer in force. One that ended before it began takes back its count."""

    says: ClassVar[Msg] = _("has ended")

    ended_on: date
    before_start: bool


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


EVENTS: tuple[type[Event], ...] = (
    ProfilePublished,
    ProfileRenewed,
    ProfileExpired,
    ProfileWithdrawn,
    InterestReceived,
    InterestIntroduced,
    InterestAgreed,
    InterestDeclined,
    CallOpened,
    CallClosed,
    IdeaRaised,
    IdeaCarried,
    PeriodSwitched,
    SeatFilled,
    EligibilityChecked,
    ApplicationSubmitted,
    ApplicationDecided,
    ProjectStarted,
    ProjectClosed,
    PartnerLeft,
    AgreementSigned,
    AgreementEnded,
    ArenaMeetingHeld,
    GuidelineAdopted,
    PilotJoined,
    PilotCompleted,
)
