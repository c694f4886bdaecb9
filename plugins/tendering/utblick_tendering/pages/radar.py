"""The radar: what is new, closing and changed, searches that are saved, and their calendars."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from utblick.api import (
    NUTS,
    Context,
    Download,
    Link,
    NotFound,
    Page,
    Route,
    Values,
    _,
    calendar_file,
    find_country,
    get,
    page,
    post,
)
from utblick_tendering import calendars
from utblick_tendering.choices.notices import FORM_TYPES, NATURES, NOTICE_STATES
from utblick_tendering.models import Watch
from utblick_tendering.panels.notices import days_left
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import radar
from utblick_tendering.service import watches
from utblick_tendering.vocabulary.cpv import code_of, cpv_name
from utblick_tendering.vocabulary.finding import CPV

HOME = "/tendering/radar"
_VIEWS = (("closing", _("Closing soon")), ("new", _("What is new")), ("changed", _("Recently changed")))
_MOST_PAGES = 20


@get(HOME, permission=READ)
def overview(ctx: Context) -> Page:
    """The notices that can still be answered, narrowed by what is asked for."""
    assert ctx.request is not None
    query = ctx.request.query
    search = _search(query)
    view = query.get("view", "closing") if query.get("view") in radar.VIEWS else "closing"
    number = _page_number(query)
    found = radar.find(ctx, search, view, offset=(number - 1) * radar.PAGE)
    given = radar.as_query(search)
    return page(
        "tendering/radar.html",
        search=search,
        view=view,
        views=[(title, _address(given, view=name), name == view, None) for name, title in _VIEWS],
        rows=[(row, days_left(row.deadline, ctx.now)) for row in found.rows],
        first=(number - 1) * radar.PAGE + 1,
        previous=_address(given, view=view, page=number - 1) if number > 1 else "",
        next=_address(given, view=view, page=number + 1) if found.more and number < _MOST_PAGES else "",
        save=f"/tendering/watches/new?{urlencode(given)}" if given else "",
        picked=_picked(ctx, search),
        natures=[(choice.value, choice.label) for choice in NATURES],
        states={choice.value: choice for choice in NOTICE_STATES},
        forms={choice.value: choice.label for choice in FORM_TYPES},
        cpv=lambda code: cpv_name(code, ctx.language),
        place=lambda code: NUTS.name_of(code, ctx.language),
    )


@post("/tendering/watches/{watch_id:uuid}/calendar", permission=WRITE)
def new_calendar(ctx: Context, *, watch_id: UUID) -> Page:
    """Make a secret address for the calendar of a watch; it is shown this once."""
    watch = ctx.session.get(Watch, watch_id)
    if watch is None:
        raise NotFound
    key = watches.new_calendar_key(ctx, watch)
    return page("tendering/calendar.html", watch=watch, address=ctx.url(f"/tendering/calendar/{key}.ics"))


@get("/tendering/calendar/{name:str}", public=True)
def calendar(ctx: Context, *, name: str) -> Download:
    """The deadlines of a watch, for a calendar program that knows the secret address."""
    watch = watches.watch_by_key(ctx, name.removesuffix(".ics"))
    if watch is None:
        raise NotFound
    found = calendars.of_watch(ctx, watch)
    return calendar_file(ctx, found, calendar=calendars.NOTICES, title=watch.title, name="anbud.ics")


def _search(query: Values) -> radar.Search:
    """What the address asks for; what cannot be is left out."""
    return radar.Search(
        words=query.get("words", "").strip()[:300],
        cpv=tuple(dict.fromkeys(code for one in _listed(query, "cpv") if (code := code_of(one)))),
        nuts=tuple(dict.fromkeys(code for one in _listed(query, "nuts") if (code := NUTS.code_of(one)))),
        countries=tuple(
            dict.fromkeys(known.code for one in _listed(query, "countries") if (known := find_country(one)))
        ),
        nature=query.get("nature", "")[:20],
        buyer=query.get("buyer", "").strip()[:200],
        organisation_id=query.uuid("organisation_id"),
        value_from=_amount(query.get("value_from", "")),
        value_to=_amount(query.get("value_to", "")),
        closes_before=_day(query.get("closes_before", "")),
        small_firms=query.get("small_firms", "") == "1",
    )


def _picked(ctx: Context, search: radar.Search) -> dict[str, Any]:
    company = ctx.organisations.get(search.organisation_id) if search.organisation_id else None
    return {
        "cpv": [(code, f"{code} {CPV.name_of(code, ctx.language)}") for code in search.cpv],
        "nuts": [(code, f"{code} {NUTS.name_of(code, ctx.language)}") for code in search.nuts],
        "company": company.name if company else "",
    }


def _address(given: list[tuple[str, str]], *, view: str, page: int = 1) -> str:
    more = [("view", view)] + ([("page", str(page))] if page > 1 else [])
    return f"{HOME}?{urlencode([*given, *more])}"


def _page_number(query: Values) -> int:
    given = query.get("page", "1")
    return min(max(int(given), 1), _MOST_PAGES) if given.isascii() and given.isdecimal() else 1


def _listed(query: Values, name: str) -> list[str]:
    return [part.strip() for one in query.all(name) for part in one.split(",") if part.strip()][:50]


def _amount(given: str) -> Decimal | None:
    try:
        made = Decimal("".join(given.split()).replace(",", ".")) if given.strip() else None
    except InvalidOperation:
        return None
    return made if made is not None and made.is_finite() and abs(made) < 10**15 else None


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None


LINKS: tuple[Link, ...] = (Link(title=_("Radar"), url=HOME, icon="search", permission=READ, order=5),)
ROUTES: tuple[Route, ...] = (overview, new_calendar, calendar)
