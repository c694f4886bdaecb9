"""What is told of seminars: to everybody what can be signed up for, to the house who comes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

SeminarId = Annotated[UUID, RefTo("seminars", "seminar")]
RegistrationId = Annotated[UUID, RefTo("seminars", "registration")]

CARD = (
    *("seminar_id", "title", "title_en", "municipality", "starts_at", "ends_at", "place", "online"),
    *("seats", "free_seats", "sign_up_until", "audiences", "kind", "language", "url"),
)
"""What anybody may see of a seminar: all that stands on its public page as well."""


class SeminarCard(BaseModel):
    """What a seminar is, when and where, how many seats are free, and where to sign up."""

    seminar_id: UUID
    organisation_id: OrganisationId | None = None
    title: str = Field(examples=["Kulturskillnader: Polen"])
    title_en: str = ""
    municipality: str = Field(examples=["2132"])
    kind: str = Field(examples=["seminar"])
    audiences: list[str] = Field(examples=[["business"]])
    work_forms: list[str] = Field(default_factory=list)
    country: str = ""
    language: str = Field(default="sv", examples=["sv"])
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    online: bool = False
    seats: int
    free_seats: int
    sign_up_until: date | None = None
    url: str = Field(examples=["https://utblick.example/seminars/calendar/…"])


class SeminarPublished(
    SeminarCard, Event, name="seminars.seminar.published", key="seminar_id", share="public", shown=CARD
):
    """A seminar stands in the public calendar, and can be signed up for."""

    says: ClassVar[Msg] = _("was opened for registration")


class SeminarChanged(
    SeminarCard, Event, name="seminars.seminar.changed", key="seminar_id", share="public", shown=CARD
):
    """What everybody may know of a seminar has changed: its free seats, or when and where it is."""

    says: ClassVar[Msg] = _("has {free_seats} free seats now")


class SeminarHeld(
    Event,
    name="seminars.seminar.held",
    key="seminar_id",
    share="public",
    shown=("seminar_id", "municipality", "held_on", "kind", "audiences", "country"),
):
    """A seminar was held, and its list of participants is closed."""

    says: ClassVar[Msg] = _("was held with {participants} participants")

    seminar_id: UUID
    organisation_id: OrganisationId | None = None
    municipality: str = Field(examples=["2132"])
    held_on: date
    kind: str = Field(examples=["seminar"])
    audiences: list[str] = Field(examples=[["business"]])
    work_forms: list[str] = Field(default_factory=list)
    country: str = ""
    participants: int


class SeminarCancelled(
    Event, name="seminars.seminar.cancelled", key="seminar_id", share="public", shown=("seminar_id",)
):
    """A seminar will not be held."""

    says: ClassVar[Msg] = _("was cancelled")

    seminar_id: UUID
    organisation_id: OrganisationId | None = None


class SeminarEvaluated(Event, name="seminars.seminar.evaluated", key="seminar_id"):
    """It was looked at what a seminar gave: how knowledge and attitude moved, where enough have answered."""

    says: ClassVar[Msg] = _("was evaluated")

    seminar_id: UUID
    organisation_id: OrganisationId | None = None
    held_on: date
    knowledge_delta: Decimal | None = None
    attitude_delta: Decimal | None = None
    attitude_raised: bool = False


class RegistrationFacts(BaseModel):
    """Which registration for which seminar, of which audience; never who it is."""

    registration_id: UUID
    seminar_id: SeminarId
    organisation_id: OrganisationId | None = None
    audience: str = Field(examples=["business"])


class RegistrationReceived(
    RegistrationFacts, Event, name="seminars.registration.received", key="registration_id"
):
    """Somebody has signed up for a seminar."""

    says: ClassVar[Msg] = _("was received")


class RegistrationWaitlisted(
    RegistrationFacts, Event, name="seminars.registration.waitlisted", key="registration_id"
):
    """Somebody who has signed up stands on the waiting list, since no seat is free."""

    says: ClassVar[Msg] = _("was put on the waiting list")


class RegistrationPromoted(
    RegistrationFacts, Event, name="seminars.registration.promoted", key="registration_id"
):
    """Somebody who waited has got a seat."""

    says: ClassVar[Msg] = _("got a place")


class RegistrationWithdrawn(
    RegistrationFacts, Event, name="seminars.registration.withdrawn", key="registration_id"
):
    """Somebody has given up the seat, or waits no more."""

    says: ClassVar[Msg] = _("was given up")


class AttendanceRecorded(
    RegistrationFacts, Event, name="seminars.attendance.recorded", key="registration_id"
):
    """It was noted whether somebody came; a note that was wrong is taken back by the next one."""

    says: ClassVar[Msg] = _("was noted as present or absent")

    registration_id: RegistrationId
    held_on: date
    attended: bool
    walk_in: bool = False


class SurveyAnswered(Event, name="seminars.survey.answered", key="seminar_id"):
    """Somebody has answered the survey before or after a seminar; neither who nor what is told."""

    says: ClassVar[Msg] = _("The survey of a seminar was answered")

    seminar_id: UUID
    moment: str = Field(examples=["before"])


EVENTS = (
    SeminarPublished,
    SeminarChanged,
    SeminarHeld,
    SeminarCancelled,
    SeminarEvaluated,
    RegistrationReceived,
    RegistrationWaitlisted,
    RegistrationPromoted,
    RegistrationWithdrawn,
    AttendanceRecorded,
    SurveyAnswered,
)
