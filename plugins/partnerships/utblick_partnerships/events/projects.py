"""What is told of applications, projects and agreements: all that is needed to count them."""

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, _
from utblick_partnerships.events.ids import ApplicationId, CallId, ConsortiumId, ProjectId


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
    municipality: str = Field(examples=["2132"])
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
