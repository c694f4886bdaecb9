"""What is told of stories: to everybody what is published and what is taken back, to the house the rest."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

StoryId = Annotated[UUID, RefTo("dissemination", "story")]

CARD = ("story_id", "title", "title_en", "municipality", "kind", "country", "published_on", "url")
"""What anybody may know of a published story: all that stands on its public page as well."""


class StoryFacts(BaseModel):
    """Which story, and about which organisation, also where the text does not name it."""

    story_id: UUID
    organisation_id: OrganisationId | None = None


class StorySuggested(StoryFacts, Event, name="dissemination.story.suggested", key="story_id"):
    """Something has happened that may be told, and those concerned let it be told."""

    says: ClassVar[Msg] = _("was suggested as a story")


class StoryDrafted(StoryFacts, Event, name="dissemination.story.drafted", key="story_id"):
    """Somebody has begun to write a story."""

    says: ClassVar[Msg] = _("is being written")


class StoryConsented(StoryFacts, Event, name="dissemination.story.consented", key="story_id"):
    """The organisation agrees to the text as it will be published."""

    says: ClassVar[Msg] = _("was agreed to by the organisation")


class StoryPublished(Event, name="dissemination.story.published", key="story_id", share="public", shown=CARD):
    """A story stands on the public pages. The organisation is told of only where the text names it."""

    says: ClassVar[Msg] = _("was published as a story")

    story_id: UUID
    organisation_id: OrganisationId | None = None
    title: str = Field(examples=["Första affären i Estland"])
    title_en: str = ""
    municipality: str = Field(examples=["2132"])
    kind: str = Field(examples=["export"])
    country: str = ""
    published_on: date
    url: str = Field(examples=["https://utblick.example/dissemination/stories/…"])


class StoryWithdrawn(
    Event,
    name="dissemination.story.withdrawn",
    key="story_id",
    share="public",
    shown=("story_id", "municipality"),
):
    """A story is told no more, and stands on no public page."""

    says: ClassVar[Msg] = _("was taken back as a story")

    story_id: UUID
    organisation_id: OrganisationId | None = None
    municipality: str = Field(examples=["2132"])


EVENTS = (StorySuggested, StoryDrafted, StoryConsented, StoryPublished, StoryWithdrawn)
