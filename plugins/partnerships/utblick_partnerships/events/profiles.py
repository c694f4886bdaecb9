"""What is told of profiles and of those who are interested."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, _
from utblick_partnerships.events.ids import ProfileId


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
