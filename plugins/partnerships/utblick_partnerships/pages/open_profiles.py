"""What anybody can see: published profiles as pages and feeds, and three questions to the interested."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Context,
    Download,
    FeedEntry,
    Invalid,
    Msg,
    Page,
    Redirect,
    Route,
    TooMany,
    _,
    atom_feed,
    country_name,
    find_country,
    get,
    limit_rate,
    page,
    page_text,
    post,
    redirect,
    unseen,
)
from utblick_partnerships.choices.profiles import QUESTIONS, TYPES
from utblick_partnerships.models import Profile
from utblick_partnerships.queries import profiles as queries
from utblick_partnerships.service import interests as service
from utblick_partnerships.settings import PartnershipsSettings

_TYPES = {choice.value: choice.label for choice in TYPES}
_OPEN = "/partnerships/open"


class Interested(BaseModel):
    """What somebody sends in who is interested in a profile."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    from_organisation: str = Field(default="", max_length=200)
    from_name: str = Field(default="", max_length=200)
    from_email: str = Field(default="", max_length=254)
    country: str = Field(default="", max_length=60)
    who: str = Field(default="", max_length=2000)
    why: str = Field(default="", max_length=2000)
    what_next: str = Field(default="", max_length=2000)


@get(_OPEN, public=True)
def overview(ctx: Context) -> Page:
    """Every published profile, without who is behind it."""
    return page(
        "partnerships/public/profiles.html",
        introduction=page_text(ctx, "partnerships/page/open"),
        profiles=[_told(ctx, one) for one in queries.public(ctx)],
    )


@get(_OPEN + "/{reference:str}", public=True)
def show(ctx: Context, *, reference: str) -> Page:
    """A published profile, and the form for those who are interested."""
    return _form(ctx, queries.by_reference(ctx, reference), {})


@post(_OPEN + "/{reference:str}", public=True, max_body=60_000)
def interested(ctx: Context, *, reference: str) -> Page | Redirect:
    """Take the three answers; whatever is wrong is said at the field, and nothing is lost."""
    assert ctx.request is not None
    profile = queries.by_reference(ctx, reference)
    try:
        given = ctx.request.bind(Interested)
        values = given.model_dump() | {"country": _country(given)}
        _require(given)
        at_most = ctx.plugin_settings(PartnershipsSettings).interests_per_hour
        limit_rate(ctx, "partnerships.interest", most=at_most)
        service.receive_by_page(ctx, reference, values)
    except Invalid as refused:
        return _form(ctx, profile, dict(ctx.request.form), refused.by_field)
    except TooMany as later:
        return _form(ctx, profile, dict(ctx.request.form), later=later)
    return redirect(f"/partnerships/thanks?language={ctx.language}")


@get("/partnerships/thanks", public=True)
def thanks(ctx: Context) -> Page:
    """What follows from the answers that were just sent."""
    said = page_text(ctx, "partnerships/page/thanks")
    return unseen(page("partnerships/public/thanks.html", said=said))


@get("/partnerships/feed.json", public=True)
def feed_json(ctx: Context) -> Download:
    """The published profiles as a JSON Feed."""
    items = [
        {
            "id": told["url"],
            "url": told["url"],
            "title": told["title"],
            "content_text": told["text"],
            "date_published": f"{told['published_on']}T00:00:00Z",
            "tags": told["tags"],
            "_een": {
                "reference": told["reference"],
                "type": told["type"],
                "valid_until": told["valid_until"],
            },
        }
        for told in (_fed(ctx, one) for one in queries.public(ctx))
    ]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(ctx),
        "home_page_url": ctx.url(_OPEN),
        "feed_url": ctx.url("/partnerships/feed.json"),
        "language": "en",
        "items": items,
    }
    content = json.dumps(made, ensure_ascii=False, indent=1).encode()
    return Download("profiles.json", content, "application/feed+json", inline=True)


@get("/partnerships/feed.xml", public=True)
def feed_atom(ctx: Context) -> Download:
    """The published profiles as an Atom feed."""
    english = ctx.in_language("en")
    entries = (
        FeedEntry(
            id=told["url"],
            url=told["url"],
            title=told["title"],
            summary=told["text"],
            updated=f"{told['published_on']}T00:00:00Z",
            term=told["type"],
        )
        for told in (_fed(ctx, one) for one in queries.public(ctx))
    )
    title = _feed_title(ctx)
    return atom_feed(
        english, entries, title=title, home=_OPEN, path="/partnerships/feed.xml", name="profiles.xml"
    )


def _form(
    ctx: Context,
    profile: Profile,
    values: dict[str, Any],
    problems: dict[str, Msg] | None = None,
    *,
    later: TooMany | None = None,
) -> Page:
    return page(
        "partnerships/public/profile.html",
        status=later.status if later else 422 if problems else 200,
        later=later.message if later else None,
        profile=_told(ctx, profile),
        description=profile.description,
        advantages=profile.advantages,
        sought=profile.sought,
        questions=QUESTIONS,
        values=values,
        problems=problems or {},
    )


def _told(ctx: Context, profile: Profile) -> dict[str, Any]:
    """What anybody may know of a profile: nothing of who the client is."""
    return {
        "reference": profile.reference,
        "url": f"{_OPEN}/{profile.reference}",
        "title": profile.short_title,
        "summary": profile.summary,
        "type": _TYPES.get(profile.type, ""),
        "countries": ", ".join(country_name(code, ctx.language) for code in profile.countries),
        "keywords": profile.keywords,
        "published_on": profile.published_on,
        "valid_until": profile.valid_until,
        "deadline": profile.interest_deadline,
    }


def _fed(ctx: Context, profile: Profile) -> dict[str, Any]:
    return {
        "reference": profile.reference,
        "url": ctx.url(f"{_OPEN}/{profile.reference}"),
        "title": profile.short_title,
        "text": profile.summary,
        "type": profile.type,
        "tags": [*profile.keywords, *(country_name(code, "en") for code in profile.countries)],
        "published_on": profile.published_on.isoformat() if profile.published_on else "",
        "valid_until": profile.valid_until.isoformat() if profile.valid_until else "",
    }


def _feed_title(ctx: Context) -> str:
    said = _("Cooperation profiles from {place}", place=ctx.settings.municipality.name)
    return ctx.in_language("en").translate(said)


def _country(given: Interested) -> str:
    known = find_country(given.country) if given.country else None
    return known.code if known else ""


def _require(given: Interested) -> None:
    needed = {
        "from_organisation": _("Write the name of your organisation."),
        "from_name": _("Write your name."),
        "from_email": _("Write an e-mail address, so that you can be answered."),
    }
    problems = {name: said for name, said in needed.items() if not getattr(given, name)}
    if given.from_email and "@" not in given.from_email:
        problems["from_email"] = _("This is not an e-mail address.")
    if given.country and not _country(given):
        problems["country"] = _("The country is not known. Write its name in English or Swedish.")
    unanswered = [name for name, _text in QUESTIONS if not getattr(given, name)]
    problems |= dict.fromkeys(unanswered, _("Answer in a sentence or two."))
    if problems:
        raise Invalid(problems)


ROUTES: tuple[Route, ...] = (overview, show, interested, thanks, feed_json, feed_atom)
