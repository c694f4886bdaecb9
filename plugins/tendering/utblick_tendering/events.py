"""What tendering tells the rest of the house: its public contract."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

NoticeId = Annotated[UUID, RefTo("tendering", "notice")]
MatchId = Annotated[UUID, RefTo("tendering", "match")]
BidId = Annotated[UUID, RefTo("tendering", "bid")]
ProfileId = Annotated[UUID, RefTo("tendering", "profile")]
GroupId = Annotated[UUID, RefTo("tendering", "group")]


class NoticeFacts(BaseModel):
    """What every event about a notice tells; all of it is public."""

    notice_id: NoticeId
    buyer_id: OrganisationId | None = None
    publication_number: str = Field(default="", examples=["771001-2026"])
    form_type: str = Field(default="", examples=["competition"])
    own: bool = False


class NoticeImported(NoticeFacts, Event, name="tendering.notice.imported", key="notice_id"):
    """A notice that was not held before has been taken in."""

    says: ClassVar[Msg] = _("was taken in as a procurement notice")


class NoticeChanged(NoticeFacts, Event, name="tendering.notice.changed", key="notice_id"):
    """A newer version, or a notice that changes it, has come; `changes` names the parts that differ.

    `replaced_by` is the notice that takes its place, when that is another one.
    """

    says: ClassVar[Msg] = _("was changed by the buyer")

    changes: list[str] = Field(default_factory=list, examples=[["deadline"]])
    replaced_by: NoticeId | None = None
    deadline: datetime | None = None


class NoticeCancelled(NoticeFacts, Event, name="tendering.notice.cancelled", key="notice_id"):
    """The buyer has withdrawn the procurement."""

    says: ClassVar[Msg] = _("was cancelled by the buyer")


class NoticeAwarded(NoticeFacts, Event, name="tendering.notice.awarded", key="notice_id"):
    """A notice has told how the procurement ended: `awarded`, or without a winner.

    `notice_id` is the notice that asked for tenders, `outcome_id` the one that tells the result.
    """

    says: ClassVar[Msg] = _("was decided by the buyer")

    outcome_id: NoticeId | None = None
    awarded: bool
    winner_ids: list[OrganisationId] = Field(default_factory=list)


class ProfileApproved(Event, name="tendering.profile.approved", key="profile_id"):
    """A person has approved a company's profile, or taken it up again: it is matched from now on."""

    says: ClassVar[Msg] = _("is matched with procurements from now on")

    profile_id: ProfileId
    organisation_id: OrganisationId


class ProfileChanged(Event, name="tendering.profile.changed", key="profile_id"):
    """A profile that is matched was changed, learnt something, or (`active` false) rests."""

    says: ClassVar[Msg] = _("is matched with procurements in another way")

    profile_id: ProfileId
    organisation_id: OrganisationId
    active: bool


class MatchFacts(BaseModel):
    """What every event about a match tells."""

    match_id: MatchId
    notice_id: NoticeId
    organisation_id: OrganisationId
    score: int


class MatchSuggested(MatchFacts, Event, name="tendering.match.suggested", key="match_id"):
    """A lot fits a company."""

    says: ClassVar[Msg] = _("was found to fit a company")


class MatchAccepted(MatchFacts, Event, name="tendering.match.accepted", key="match_id"):
    """The company is interested."""

    says: ClassVar[Msg] = _("is something that a company wants to bid for")


class MatchDismissed(MatchFacts, Event, name="tendering.match.dismissed", key="match_id"):
    """The suggestion did not fit, for a reason that the profile learns from."""

    says: ClassVar[Msg] = _("was turned down by a company")

    reason: str = Field(examples=["wrong_trade"])


class BidFacts(BaseModel):
    """What every event about a bid tells: all that is needed to count it.

    `municipality` is the code of the company's seat; `value_sek` is left out when it is unknown.
    """

    bid_id: BidId
    organisation_id: OrganisationId
    group_id: GroupId | None = None
    notice_id: NoticeId | None = None
    municipality: str
    small_firm: bool
    first_bid: bool
    submitted_on: date | None = None
    value_sek: Decimal | None = None


class BidDecided(BidFacts, Event, name="tendering.bid.decided", key="bid_id"):
    """The company has decided to hand in a tender, or (`go` false) not to."""

    says: ClassVar[Msg] = _("was decided on")

    go: bool


class BidSubmitted(BidFacts, Event, name="tendering.bid.submitted", key="bid_id"):
    """The tender has been handed in."""

    says: ClassVar[Msg] = _("was handed in")


class BidWon(BidFacts, Event, name="tendering.bid.won", key="bid_id"):
    """The tender was accepted."""

    says: ClassVar[Msg] = _("was won")

    won_on: date


class BidLost(BidFacts, Event, name="tendering.bid.lost", key="bid_id"):
    """The tender was not accepted, for a reason that teaches something."""

    says: ClassVar[Msg] = _("was lost")

    reason: str = Field(examples=["price"])


class BidReopened(BidFacts, Event, name="tendering.bid.reopened", key="bid_id"):
    """An outcome was noted by mistake; what it counted no longer counts."""

    says: ClassVar[Msg] = _("was opened again: its outcome was noted by mistake")


class BidReminded(BidFacts, Event, name="tendering.bid.reminded", key="bid_id"):
    """A deadline of a bid draws near; `what` is the one for questions, or the one for the tender."""

    says: ClassVar[Msg] = _("has a deadline soon")

    what: str = Field(examples=["question"])
    deadline: datetime


class BidUnsettled(BidFacts, Event, name="tendering.bid.unsettled", key="bid_id"):
    """The buyer has changed what a bid rests on: moved its deadline, or cancelled the procurement."""

    says: ClassVar[Msg] = _("rests on a procurement that the buyer has changed")

    what: str = Field(examples=["deadline"])
    deadline: datetime | None = None


class GroupFormed(Event, name="tendering.group.formed", key="group_id"):
    """Companies have agreed to bid together."""

    says: ClassVar[Msg] = _("was agreed on as a joint bid")

    group_id: GroupId
    notice_id: NoticeId | None = None
    organisation_ids: list[OrganisationId]


class TrainingCompleted(Event, name="tendering.training.completed", key="enrolment_id"):
    """A company has completed every module of the tender school."""

    says: ClassVar[Msg] = _("completed the tender school")

    enrolment_id: UUID
    organisation_id: OrganisationId
    municipality: str


class CompaniesTold(Event, name="tendering.dealing.told", key="notice_id"):
    """Every company that one of our own procurements fits was told the same, at the same time."""

    says: ClassVar[Msg] = _("was told to every company that it fits, in the same words")

    notice_id: NoticeId
    round_id: UUID
    companies: int


class ConflictFlagged(Event, name="tendering.conflict.flagged", key="notice_id"):
    """The municipality, or a company that it owns, is the buyer: the rules of equal treatment apply."""

    says: ClassVar[Msg] = _("is our own procurement: every company must be told the same")

    notice_id: NoticeId


EVENTS = (
    NoticeImported,
    NoticeChanged,
    NoticeCancelled,
    NoticeAwarded,
    ProfileApproved,
    ProfileChanged,
    MatchSuggested,
    MatchAccepted,
    MatchDismissed,
    BidDecided,
    BidSubmitted,
    BidWon,
    BidLost,
    BidReopened,
    BidReminded,
    BidUnsettled,
    GroupFormed,
    TrainingCompleted,
    CompaniesTold,
    ConflictFlagged,
)
