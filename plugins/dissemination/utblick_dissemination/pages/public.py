"""What everybody can read: stories as pages, as JSON and as a feed, also for other websites."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from utblick.api import (
    Context,
    Data,
    Download,
    FeedEntry,
    Gone,
    NotFound,
    Page,
    Values,
    _,
    atom_feed,
    choice_label,
    choice_options,
    closed_link,
    country_name,
    get,
    page,
    page_text,
)
from utblick_dissemination import queries
from utblick_dissemination.choices import KINDS
from utblick_dissemination.models import Story
from utblick_dissemination.pages.told import facts_of
from utblick_dissemination.service.telling import PUBLIC
from utblick_dissemination.texts import STORIES
from utblick_dissemination.versions import Version, version_of, versions_of


@get(PUBLIC, public=True)
def stories(ctx: Context) -> Page:
    """The stories, the newest first; of one kind or about one country where that is chosen."""
    kind, country = _chosen(ctx)
    return page(
        "dissemination/public/stories.html",
        here=PUBLIC,
        introduction=page_text(ctx, STORIES.name),
        cards=[_card(ctx, one) for one in queries.public(ctx, kind=kind, country=country)],
        chosen=bool(kind or country),
        kinds=[
            (name, _address(code, country), code == kind, None)
            for code, name in (("", _("All kinds")), *choice_options(ctx, KINDS))
        ],
        countries=[
            (name, _address(kind, code), code == country, None)
            for code, name in (
                ("", _("All countries")),
                *((code, country_name(code, ctx.language)) for code in queries.public_countries(ctx)),
            )
        ],
    )


@get(f"{PUBLIC}.json", public=True)
def stories_json(ctx: Context) -> Data:
    """The same for programs, with the whole texts."""
    kind, country = _chosen(ctx)
    return Data([_plain(ctx, one) for one in queries.public(ctx, kind=kind, country=country)])


@get(f"{PUBLIC}.xml", public=True)
def stories_atom(ctx: Context) -> Download:
    """The same as a feed that can be subscribed to."""
    kind, country = _chosen(ctx)
    return _feed(ctx, queries.public(ctx, kind=kind, country=country))


@get(f"{PUBLIC}/{{story_id:uuid}}", public=True)
def one_story(ctx: Context, *, story_id: UUID) -> Page:
    """One story; one that was taken back is gone."""
    try:
        story = _public(ctx, story_id)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    return page(
        "dissemination/public/one.html",
        story=version_of(story, ctx.language),
        told=facts_of(ctx, story),
        here=f"{PUBLIC}/{story.id}",
    )


@get(f"{PUBLIC}/{{story_id:uuid}}/story.json", public=True)
def one_json(ctx: Context, *, story_id: UUID) -> Data:
    """One story for programs."""
    return Data(_plain(ctx, _public(ctx, story_id)))


def _public(ctx: Context, story_id: UUID) -> Story:
    found = queries.public_one(ctx, story_id)
    if found is None:
        raise NotFound(_("The story is not here. Look at the others."))
    if not queries.is_public(found):
        raise Gone(_("The story is told no more. Look at the others."))
    return found


def _chosen(ctx: Context) -> tuple[str, str]:
    """The kind and the country that are asked for; nothing that is none."""
    query = ctx.request.query if ctx.request else Values()
    kind, country = query.get("kind", ""), query.get("country", "")
    known = {choice.value for choice in KINDS}
    return kind if kind in known else "", country if country.isalpha() and len(country) == len("SE") else ""


def _address(kind: str, country: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in (("kind", kind), ("country", country)) if value)
    return f"{PUBLIC}?{asked}" if asked else PUBLIC


def _card(ctx: Context, story: Story) -> dict[str, Any]:
    version = version_of(story, ctx.language)
    return {
        "id": story.id,
        "language": version.language,
        "title": version.title,
        "text": version.parts[0][1] if version.parts else "",
        "told": facts_of(ctx, story, contact=False),
    }


def _plain(ctx: Context, story: Story) -> dict[str, Any]:
    assert story.published_on is not None
    return {
        "id": str(story.id),
        "url": ctx.url(f"{PUBLIC}/{story.id}"),
        "kind": story.kind,
        "country": story.country,
        "organisation": story.credited,
        "municipality": ctx.settings.municipality.code,
        "published_on": story.published_on.isoformat(),
        "contact": ctx.settings.municipality.contact,
        "versions": {
            version.language: {
                "title": version.title,
                "parts": [
                    {"heading": ctx.in_language(version.language).translate(heading), "text": text}
                    for heading, text in version.parts
                ],
            }
            for version in versions_of(story)
        },
    }


def _feed(ctx: Context, found: Sequence[Story]) -> Download:
    title = f"{ctx.translate(_('Good examples'))} – {ctx.settings.municipality.name}"
    entries = (_entry(ctx, one, version_of(one, ctx.language)) for one in found)
    return atom_feed(ctx, entries, title=title, home=PUBLIC, path=f"{PUBLIC}.xml", name="stories.xml")


def _entry(ctx: Context, story: Story, version: Version) -> FeedEntry:
    return FeedEntry(
        id=f"urn:uuid:{story.id}",
        url=ctx.url(f"{PUBLIC}/{story.id}"),
        title=version.title,
        summary=version.parts[0][1] if version.parts else "",
        updated=story.updated_at.isoformat(),
        term=story.kind,
        label=ctx.translate(choice_label(KINDS, story.kind)),
    )


ROUTES = (stories, stories_json, stories_atom, one_story, one_json)
