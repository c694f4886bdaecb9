"""Notices and awards as OCDS, and the trees of CPV and NUTS."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from utblick.api import NUTS, Context, Download, Invalid, NotFound, Page, Route, Vocabulary, _, get, page
from utblick_tendering.ocds.package import MOST, PAGE, as_bytes, package, releases
from utblick_tendering.permissions import READ
from utblick_tendering.vocabulary.finding import CPV

_PATH = "/tendering/ocds.json"


@get(_PATH, permission=READ)
def ocds(ctx: Context) -> Download:
    """A page of the release package: `from` and `to` (days), `limit`, and `after` of the page before."""
    assert ctx.request is not None
    query = ctx.request.query
    asked: dict[str, Any] = {"begins": _day(query, "from"), "ends": _day(query, "to")}
    limit = _limit(query.get("limit", ""))
    found = releases(ctx, **asked, after=_after(query.get("after", "")), limit=limit)
    kept = {name: query[name] for name in ("from", "to", "limit") if query.get(name)}
    here = kept | ({"after": query["after"]} if query.get("after") else {})
    links = {}
    if len(found) == limit:
        links = {"links": {"next": _address(ctx, kept | {"after": str(found[-1][0])})}}
    made = package(ctx, [release for _id, release in found], _address(ctx, here), **links)
    return Download("ocds.json", as_bytes(made), "application/json", inline=True)


def _address(ctx: Context, query: dict[str, str]) -> str:
    return ctx.url(_PATH) + (f"?{urlencode(query)}" if query else "")


def _day(query: Any, name: str) -> date | None:
    written = query.get(name, "").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Invalid({name: _("Write a day as 2026-11-24.")}) from None


def _limit(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= MOST):
        raise Invalid({"limit": _("Write a number between 1 and {n}.", n=MOST)})
    return int(text) if text else PAGE


def _after(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid({"after": _("Write the value that the page before gave.")}) from None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A code as the tree shows it: its name here and in the other language, and whether more lies below."""

    code: str
    name: str
    other: str
    has_more: bool


@get("/tendering/cpv", permission=READ)
def cpv(ctx: Context) -> Page:
    """What is bought, from division to the smallest code, and what a word finds."""
    lead = _("The codes that say what is bought. A search for a code finds all that lies below it too.")
    return _tree(ctx, CPV, "/tendering/cpv", lead)


@get("/tendering/nuts", permission=READ)
def nuts(ctx: Context) -> Page:
    """Regions, from country to county, and what a word finds."""
    lead = _("The regions of Europe, from country to county. Codes of older versions are understood.")
    return _tree(ctx, NUTS, "/tendering/nuts", lead)


def _tree(ctx: Context, vocabulary: Vocabulary, base: str, lead: Any) -> Page:
    assert ctx.request is not None
    query = ctx.request.query
    written, text = query.get("code", "").strip()[:40], query.get("q", "").strip()[:200]
    code = vocabulary.code_of(written) if written else ""
    if code is None:
        raise NotFound(_("There is no such code in {vocabulary}.", vocabulary=vocabulary.title))
    below = vocabulary.narrower(code) if vocabulary.narrower is not None else ()
    found = [one for one, _name in vocabulary.find(text, ctx.language)] if text else []
    return page(
        "tendering/vocabulary.html",
        vocabulary=vocabulary,
        base=base,
        lead=lead,
        text=text,
        here=_leaf(ctx, vocabulary, code) if code else None,
        above=[_leaf(ctx, vocabulary, one) for one in _above(vocabulary, code)],
        below=[_leaf(ctx, vocabulary, one) for one in below],
        found=[_leaf(ctx, vocabulary, one) for one in found],
    )


def _leaf(ctx: Context, vocabulary: Vocabulary, code: str) -> Leaf:
    name = vocabulary.name_of(code, ctx.language)
    other = vocabulary.name_of(code, "en" if ctx.language == "sv" else "sv")
    more = bool(vocabulary.narrower(code)) if vocabulary.narrower is not None else False
    return Leaf(code, name, "" if other == name else other, more)


def _above(vocabulary: Vocabulary, code: str) -> list[str]:
    """The way from the top to a code."""
    found: list[str] = []
    while code and vocabulary.broader is not None and (code := vocabulary.broader(code)):
        found.insert(0, code)
    return found


ROUTES: tuple[Route, ...] = (ocds, cpv, nuts)
