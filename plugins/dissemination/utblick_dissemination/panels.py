"""Stories on the overview, on the pages of organisations, and on their own."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_dissemination import queries
from utblick_dissemination.choices import ANSWERS, STATES
from utblick_dissemination.permissions import READ, WRITE
from utblick_dissemination.service.telling import PUBLIC

_HEARS = ("dissemination.>",)
_STATES = {choice.value: choice for choice in STATES}
_ANSWERS = {choice.value: choice for choice in ANSWERS}
_YEAR = 365


def overview(ctx: Context, subject: Any) -> Page:
    """Stories that wait for somebody, and how many are told."""
    return page(
        "dissemination/panels/overview.html",
        waiting=queries.waiting(ctx, limit=6),
        states=_STATES,
        told=queries.published_since(ctx, _YEAR),
        may_write=ctx.actor.may(WRITE),
        public=PUBLIC,
    )


def organisation(ctx: Context, subject: Any) -> Page | None:
    """Stories about an organisation."""
    found = queries.about(ctx, ctx.organisations.get(subject).id)
    if not found:
        return None
    return page("dissemination/panels/organisation.html", rows=found, states=_STATES)


def desk(ctx: Context, subject: Any) -> Page:
    """How the text stands with the organisation, and where it can be read."""
    story = queries.story(ctx, subject)
    return page(
        "dissemination/panels/desk.html",
        story=story,
        asked=queries.consents(ctx, story.id),
        answers=_ANSWERS,
        published=f"{PUBLIC}/{story.id}" if queries.is_public(story) else "",
        now=ctx.now,
    )


PANELS = (
    Panel(
        name="dissemination.overview",
        slot=Slot.OVERVIEW,
        title=_("Stories"),
        load=overview,
        permission=READ,
        order=55,
        refresh_on=_HEARS,
    ),
    Panel(
        name="dissemination.organisation",
        slot=Slot.ORGANISATION,
        title=_("Stories"),
        load=organisation,
        permission=READ,
        order=55,
        refresh_on=_HEARS,
    ),
    Panel(
        name="dissemination.desk",
        slot=Slot.RECORD,
        record="dissemination/story",
        title=_("The text and consent to it"),
        load=desk,
        permission=READ,
        order=5,
        refresh_on=_HEARS,
    ),
)
