"""How the rest of the house, the county and everybody else hear of a story."""

from dataclasses import replace
from typing import Any

from utblick.api import Context, Event
from utblick_dissemination.events import StoryPublished, StoryWithdrawn
from utblick_dissemination.models import Share, Story

PUBLIC = "/dissemination/stories"


def tell(ctx: Context, story: Story, event: Event, *, outside: bool = True) -> None:
    """Publish what has happened to a story, as caused by what happened to it before.

    Of one that is only ours, or of which nobody outside knows, nothing leaves the house.
    """
    shared = outside and story.share == Share.COUNTY
    caused = replace(ctx, cause=ctx.cause or story.last_event_id)
    story.last_event_id = caused.publish(event, share_at_most=None if shared else "municipality")


def tell_published(ctx: Context, story: Story) -> None:
    """Tell what stands on the public page, and whose story it is only where that is named."""
    assert story.published_on is not None
    card = StoryPublished(
        **_outside(ctx, story),
        **story.model_dump(include={"title", "title_en", "kind", "country", "published_on"}),
        url=ctx.url(f"{PUBLIC}/{story.id}"),
    )
    tell(ctx, story, card)


def tell_withdrawn(ctx: Context, story: Story, *, was_public: bool) -> None:
    """Tell that the story is told no more."""
    tell(ctx, story, StoryWithdrawn(**_outside(ctx, story)), outside=was_public)


def facts(story: Story) -> dict[str, Any]:
    """What is told of a story inside the house."""
    return {"story_id": story.id, "organisation_id": story.organisation_id}


def _outside(ctx: Context, story: Story) -> dict[str, Any]:
    return {
        "story_id": story.id,
        "organisation_id": story.organisation_id if story.named else None,
        "municipality": ctx.settings.municipality.code,
    }
