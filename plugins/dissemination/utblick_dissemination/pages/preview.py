"""A story as it will be read, for staff, before anybody else sees it."""

from uuid import UUID

from utblick.api import Context, Page, get, page
from utblick_dissemination import queries
from utblick_dissemination.pages.told import facts_of
from utblick_dissemination.permissions import READ
from utblick_dissemination.versions import versions_of


@get("/dissemination/desk/{story_id:uuid}/preview", permission=READ)
def preview(ctx: Context, *, story_id: UUID) -> Page:
    """The text in each language in which it stands."""
    story = queries.story(ctx, story_id)
    return page(
        "dissemination/preview.html", row=story, versions=versions_of(story), told=facts_of(ctx, story)
    )


ROUTES = (preview,)
