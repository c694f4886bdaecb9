"""What is told of matches: who has answered what about which assignment, and not which student."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _


class MatchFacts(BaseModel):
    """What every event about a match tells."""

    match_id: UUID
    assignment_id: Annotated[UUID, RefTo("university_node", "assignment")]
    organisation_id: OrganisationId
    university_id: OrganisationId | None = None


class MatchProposed(MatchFacts, Event, name="university_node.match.proposed", key="match_id"):
    """A student has shown interest in an assignment, or was suggested for it."""

    says: ClassVar[Msg] = _("was proposed as a match")

    origin: str = Field(examples=["interest"])


class MatchAccepted(MatchFacts, Event, name="university_node.match.accepted", key="match_id"):
    """The company or the student has said yes."""

    says: ClassVar[Msg] = _("was accepted")

    party: str = Field(examples=["company"])


class MatchApproved(MatchFacts, Event, name="university_node.match.approved", key="match_id"):
    """The university has approved; all three have said yes."""

    says: ClassVar[Msg] = _("was approved by the university")


class MatchDeclined(MatchFacts, Event, name="university_node.match.declined", key="match_id"):
    """One of the parties has said no, for a reason."""

    says: ClassVar[Msg] = _("was declined")

    party: str = Field(examples=["company"])
    reason: str = Field(examples=["no_time"])


class MatchExpired(MatchFacts, Event, name="university_node.match.expired", key="match_id"):
    """A match was not answered in time; the party that was asked last is named."""

    says: ClassVar[Msg] = _("expired without an answer")

    party: str = Field(examples=["company"])
