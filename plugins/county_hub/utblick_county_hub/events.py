"""What the hub tells a member: a question that may be for it, and the sealed answer to its own."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, _


class MatchForwarded(Event, name="county_hub.match.forwarded", key="match_id"):
    """A question was passed on to a member that seems to have a way; only that member hears of it."""

    says: ClassVar[Msg] = _("was passed on to a member")

    match_id: UUID
    asked_by: str = Field(examples=["2132"])
    title: str = ""
    country: str
    place: str = ""
    section: str = ""
    about: str = ""
    reply_key: str = ""


class MatchAnswered(Event, name="county_hub.match.answered", key="match_id"):
    """A sealed answer was passed on to the member that asked; the hub cannot open it."""

    says: ClassVar[Msg] = _("was answered")

    match_id: UUID
    introduction_id: UUID
    answered_by: str = Field(examples=["2161"])
    sealed: str = Field(examples=["q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ"])


EVENTS = (MatchForwarded, MatchAnswered)
