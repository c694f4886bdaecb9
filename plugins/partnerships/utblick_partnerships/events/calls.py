"""What is told of calls and of ideas."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, OrganisationId, _


class CallOpened(
    Event,
    name="partnerships.call.opened",
    key="call_id",
    share="public",
    coarse=("programme", "deadline"),
    shown=("identifier", "title", "programme", "deadline", "keywords"),
):
    """A call for proposals can be answered."""

    says: ClassVar[Msg] = _("is open for applications")

    call_id: UUID
    identifier: str = Field(examples=["CERV-2027-CITIZENS-TOWN-TT"])
    title: str = Field(default="", examples=["Town Twinning"])
    programme: str = ""
    rules: str = Field(default="", examples=["cerv-town-twinning"])
    deadline: datetime | None = None
    keywords: list[str] = Field(default_factory=list)


class CallClosed(
    Event, name="partnerships.call.closed", key="call_id", share="public", shown=("identifier",)
):
    """A call for proposals can no longer be answered."""

    says: ClassVar[Msg] = _("is closed for applications")

    call_id: UUID
    identifier: str = Field(examples=["CERV-2027-CITIZENS-TOWN-TT"])


class IdeaRaised(Event, name="partnerships.idea.raised", key="idea_id"):
    """A project idea was put into the bank."""

    says: ClassVar[Msg] = _("was raised as a project idea")

    idea_id: UUID
    organisation_id: OrganisationId | None = None
    period: str = Field(examples=["2021–2027"])


class IdeaCarried(Event, name="partnerships.idea.carried", key="idea_id"):
    """A project idea goes on in the next programme period, with its lessons."""

    says: ClassVar[Msg] = _("was carried over to the next programme period")

    idea_id: UUID
    from_period: str = Field(examples=["2021–2027"])
    to_period: str = Field(examples=["2028–2034"])


class PeriodSwitched(Event, name="partnerships.period.switched", key="to_period"):
    """The idea bank was gone through at the end of a programme period."""

    says: ClassVar[Msg] = _("The idea bank was carried over to the period {to_period}")

    from_period: str = Field(examples=["2021–2027"])
    to_period: str = Field(examples=["2028–2034"])
    carried: int
    parked: int
