"""What is told of introductions: to the county the question and the sealed answer, never who anybody is."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, _


class IntroductionRequested(
    Event,
    name="county_link.introduction.requested",
    key="introduction_id",
    share="county",
):
    """A municipality asks the county who has a way to a country or a place.

    Whoever answers seals the contact details with `reply_key`, so that only the asking house can open them.
    """

    says: ClassVar[Msg] = _("was asked in the county")

    introduction_id: UUID
    title: str = Field(examples=["A sawmill looks for a builder in Tartu"])
    country: str
    place: str = Field(default="", examples=["Tartu"])
    section: str = Field(default="", examples=["C"])
    about: str = ""
    reply_key: str = Field(examples=["q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="])


class IntroductionClosed(
    Event, name="county_link.introduction.closed", key="introduction_id", share="county"
):
    """A municipality has what it asked the county for, or asks no more."""

    says: ClassVar[Msg] = _("is no longer asked in the county")

    introduction_id: UUID


class InquiryGranted(Event, name="county_link.inquiry.granted", key="inquiry_id", share="county"):
    """A company has consented to be introduced; only the municipality that asked can open `sealed`."""

    says: ClassVar[Msg] = _("was answered by the company's consent")

    inquiry_id: UUID
    match_id: UUID
    sealed: str = Field(examples=["q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ"])


EVENTS = (IntroductionRequested, IntroductionClosed, InquiryGranted)
