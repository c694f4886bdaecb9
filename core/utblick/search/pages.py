"""The search page, the suggestions under the search field, and what comboboxes offer."""

from utblick.context import Context
from utblick.search.find import find
from utblick.search.pick import pick
from utblick.web.routing import Page, get, page

SUGGESTED, LISTED, ALL_OF_ONE_KIND = 4, 8, 60


@get("/search")
def search(ctx: Context) -> Page:
    """Everything that fits, by kind; with `kind` more of one of them."""
    assert ctx.request is not None
    text, kind = ctx.request.query.get("q", "").strip()[:200], ctx.request.query.get("kind", "")[:90]
    groups = find(ctx, text, limit=ALL_OF_ONE_KIND if kind else LISTED, kind=kind) if text else []
    return page("search/search.html", text=text, kind=kind, groups=groups)


@get("/search/suggest")
def suggest(ctx: Context) -> Page:
    """The few best of each kind, while somebody types."""
    assert ctx.request is not None
    text = ctx.request.query.get("q", "").strip()[:200]
    return page("search/suggest.html", text=text, groups=find(ctx, text, limit=SUGGESTED)[:6] if text else [])


@get("/search/pick")
def options(ctx: Context) -> Page:
    """The options of a combobox."""
    assert ctx.request is not None
    query = ctx.request.query
    found = pick(ctx, query.get("kind", "")[:90], query.get("q", "").strip()[:200])
    return page("search/pick.html", options=found)


ROUTES = (search, suggest, options)
