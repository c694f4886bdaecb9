"""What is told of assignments: all that is needed to count them, and no student."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

AssignmentId = Annotated[UUID, RefTo("university_node", "assignment")]


class AssignmentFacts(BaseModel):
    """What every event about an assignment tells.

    `organisation_id` is the host, `host_kind` whether it is a company or a unit of the municipality,
    `municipality` the code of its seat. `repeat` says that it has had something delivered before.
    """

    assignment_id: UUID
    organisation_id: OrganisationId
    university_id: OrganisationId | None = None
    kind: str = Field(examples=["degree_project"])
    host_kind: str = Field(examples=["company"])
    municipality: str
    small_firm: bool
    country: str = Field(default="", examples=["FI"])


class AssignmentPublished(
    AssignmentFacts, Event, name="university_node.assignment.published", key="assignment_id"
):
    """An assignment can be seen by contacts at the universities, or by everybody."""

    says: ClassVar[Msg] = _("was published")

    visibility: str = Field(examples=["public"])
    interest_until: date | None = None


class AssignmentMatched(
    AssignmentFacts, Event, name="university_node.assignment.matched", key="assignment_id"
):
    """Host, student and university have all said yes."""

    says: ClassVar[Msg] = _("was matched: host, student and university have said yes")

    days_to_match: int | None = None


class AssignmentAgreed(AssignmentFacts, Event, name="university_node.assignment.agreed", key="assignment_id"):
    """The agreement of student, host and university was signed by all three."""

    says: ClassVar[Msg] = _("was agreed in writing by all parties")

    starts_on: date | None = None
    ends_on: date | None = None


class AssignmentStarted(
    AssignmentFacts, Event, name="university_node.assignment.started", key="assignment_id"
):
    """The work has begun."""

    says: ClassVar[Msg] = _("has begun")


class AssignmentDelivered(
    AssignmentFacts, Event, name="university_node.assignment.delivered", key="assignment_id"
):
    """The result was handed over to the host."""

    says: ClassVar[Msg] = _("was delivered")

    delivered_on: date
    student_hours: int | None = None
    students: int = 1
    repeat: bool = False


class AssignmentReopened(
    AssignmentFacts, Event, name="university_node.assignment.reopened", key="assignment_id"
):
    """What was noted as delivered is not; the delivery no longer counts."""

    says: ClassVar[Msg] = _("is not delivered after all")


class AssignmentFollowedUp(
    AssignmentFacts, Event, name="university_node.assignment.followed_up", key="assignment_id"
):
    """Somebody has asked what came of a delivered assignment."""

    says: ClassVar[Msg] = _("was followed up")


class AssignmentWithdrawn(
    AssignmentFacts, Event, name="university_node.assignment.withdrawn", key="assignment_id"
):
    """An assignment came to nothing before it was delivered."""

    says: ClassVar[Msg] = _("was withdrawn")


class AssignmentExpired(
    AssignmentFacts, Event, name="university_node.assignment.expired", key="assignment_id"
):
    """Nobody took a published assignment within its time."""

    says: ClassVar[Msg] = _("expired without a student")


class FirstContactMade(Event, name="university_node.first_contact.made", key="assignment_id"):
    """A host has to do with a university for the first time ever."""

    says: ClassVar[Msg] = _("is the host's first contact ever with a university")

    assignment_id: AssignmentId
    organisation_id: OrganisationId
    university_id: OrganisationId | None = None
    host_kind: str = Field(examples=["company"])
    municipality: str
    made_on: date


class FirstContactCorrected(Event, name="university_node.first_contact.corrected", key="assignment_id"):
    """The host had had to do with a university before; it no longer counts as its first contact."""

    says: ClassVar[Msg] = _("was not the host's first contact with a university")

    assignment_id: AssignmentId
    organisation_id: OrganisationId


class ResearchStarted(AssignmentFacts, Event, name="university_node.research.started", key="assignment_id"):
    """Research for a company or a unit of the municipality has begun."""

    says: ClassVar[Msg] = _("has begun as research")


class StudentHired(AssignmentFacts, Event, name="university_node.student.hired", key="assignment_id"):
    """The host has hired a student after an assignment."""

    says: ClassVar[Msg] = _("led to a job for the student")


class SatisfactionGiven(Event, name="university_node.satisfaction.given", key="verdict_id"):
    """One of the three perspectives has graded a delivered assignment from 1 to 5."""

    says: ClassVar[Msg] = _("was given the grade {score} of 5")

    verdict_id: UUID
    assignment_id: AssignmentId
    organisation_id: OrganisationId
    perspective: str = Field(examples=["business"])
    score: int = Field(examples=[4])
