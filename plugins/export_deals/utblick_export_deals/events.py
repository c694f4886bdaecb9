"""What export deals tells the rest of the house: its public contract."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

LeadId = Annotated[UUID, RefTo("export_deals", "lead")]
AgreementId = Annotated[UUID, RefTo("export_deals", "agreement")]


class MarketChosen(Event, name="export_deals.market.chosen", key="market_id"):
    """A company has decided to go for a country."""

    says: ClassVar[Msg] = _("was chosen as a market")

    market_id: UUID
    organisation_id: OrganisationId
    country: str


class LeadFacts(BaseModel):
    """What every event about a lead tells. The foreign partner is named only when it is not secret."""

    lead_id: UUID
    organisation_id: OrganisationId
    country: str
    partner_id: OrganisationId | None = None


class LeadOpened(LeadFacts, Event, name="export_deals.lead.opened", key="lead_id"):
    """A possible export deal was noticed."""

    says: ClassVar[Msg] = _("was opened as an export lead")

    source: str = ""


class LeadQualified(LeadFacts, Event, name="export_deals.lead.qualified", key="lead_id"):
    """The company and the possible customer both want to go on."""

    says: ClassVar[Msg] = _("was judged worth pursuing")


class LeadStalled(LeadFacts, Event, name="export_deals.lead.stalled", key="lead_id"):
    """Nothing has happened with a lead for the time that the installation allows."""

    says: ClassVar[Msg] = _("has stalled: nothing has happened for {days} days")

    days: int


class LeadLost(LeadFacts, Event, name="export_deals.lead.lost", key="lead_id"):
    """A lead came to nothing, for a reason."""

    says: ClassVar[Msg] = _("was lost")

    reason: str = Field(examples=["price"])


LINK = ("country", "kind", "section", "small_firm", "first_time")
"""What an agreement tells of itself and not of whose it is: that there is a way to that country."""


class AgreementFacts(BaseModel):
    """What every event about an agreement tells: all that is needed to count it.

    Values are those of the day of signing, and left out when unknown or when the agreement is secret,
    as is the foreign partner. `municipality` is the code of the company's seat.
    """

    agreement_id: UUID
    organisation_id: OrganisationId
    lead_id: LeadId | None = None
    partner_id: OrganisationId | None = None
    country: str
    kind: str = Field(examples=["sales"])
    signed_on: date
    value_sek: Decimal | None = None
    value_eur: Decimal | None = None
    municipality: str
    small_firm: bool
    first_time: bool
    section: str = Field(default="", examples=["C"], description="Section of the firm's industry (SNI)")


class AgreementSigned(AgreementFacts, Event, name="export_deals.agreement.signed", key="agreement_id"):
    """A company has signed an export agreement; it does not count until the company confirms it."""

    says: ClassVar[Msg] = _("was signed")


class AgreementConfirmed(
    AgreementFacts,
    Event,
    name="export_deals.agreement.confirmed",
    key="agreement_id",
    share="anonymous",
    share_at_most="county",
    coarse=LINK,
):
    """The company itself has confirmed the agreement, by its own link."""

    says: ClassVar[Msg] = _("was confirmed by the company")


class AgreementDisputed(
    AgreementFacts,
    Event,
    name="export_deals.agreement.disputed",
    key="agreement_id",
    share="anonymous",
    share_at_most="county",
    coarse=LINK,
):
    """The company does not agree that there is such an agreement; it no longer counts."""

    says: ClassVar[Msg] = _("is disputed by the company")


class AgreementAnnulled(
    AgreementFacts,
    Event,
    name="export_deals.agreement.annulled",
    key="agreement_id",
    share="anonymous",
    share_at_most="county",
    coarse=LINK,
):
    """The agreement was registered by mistake or never came into force; it no longer counts."""

    says: ClassVar[Msg] = _("was annulled")


class StoryConsented(
    Event,
    name="export_deals.story.consented",
    key="agreement_id",
    share="anonymous",
    share_at_most="county",
    coarse=("named",),
):
    """The company lets its story be told, by name or without it."""

    says: ClassVar[Msg] = _("may be told as a story, says the company")

    agreement_id: AgreementId
    organisation_id: OrganisationId
    named: bool


EVENTS = (
    MarketChosen,
    LeadOpened,
    LeadQualified,
    LeadStalled,
    LeadLost,
    AgreementSigned,
    AgreementConfirmed,
    AgreementDisputed,
    AgreementAnnulled,
    StoryConsented,
)
