"""What is shared with the county, to be seen by everybody here; and the company's own page of consent."""

import json
import re
from dataclasses import dataclass, replace

from utblick.api import (
    Conflict,
    Context,
    Event,
    Gone,
    Link,
    NotFound,
    Page,
    Redirect,
    _,
    closed_link,
    country_name,
    county,
    find_municipality,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_county_link import service
from utblick_county_link.choices import LEVEL_WORDS
from utblick_county_link.models import Inquiry
from utblick_county_link.records import READ
from utblick_county_link.settings import CountyLinkSettings

_PAGE = 50
NOTHING = county.Tally(0, 0, 0, None)


@dataclass(frozen=True, slots=True)
class Shared:
    """A sort of event on the page: how far it travels, what of it leaves, and how much of it has left."""

    sharing: county.Sharing
    plugin: str
    summary: str
    fields: str
    example: str
    tally: county.Tally

    @property
    def name(self) -> str:
        return self.sharing.event.name


@get("/county_link/sharing", permission=READ)
def show(ctx: Context) -> Page:
    """Each sort of event that travels or may be let: how far, what of it, and how much so far."""
    found = county.sharing(ctx, ctx.plugin_settings(CountyLinkSettings).levels)
    counts = county.tallies(ctx)
    titles = {one.name: ctx.translate(one.card.title) for one in ctx.platform.registry.plugins}
    rows = [_shared(ctx, one, titles, counts) for one in found]
    return page(
        "county_link/sharing.html",
        role=ctx.settings.county.role,
        line=county.contacts(ctx).get(county.COUNTY),
        leaving=[row for row in rows if row.sharing.level != county.LEVELS[0]],
        staying=[row for row in rows if row.sharing.level == county.LEVELS[0]],
        levels=LEVEL_WORDS,
        sent=sum(one.sent for one in counts.values()),
        waiting=sum(one.waiting for one in counts.values()),
    )


@get("/county_link/sent", permission=READ)
def sent(ctx: Context) -> Page:
    """Everything that has left the house or waits to, to the last byte, latest first."""
    assert ctx.request is not None
    before = ctx.request.query.get("before", "")
    letters = county.dispatched(
        ctx,
        before=int(before) if before.isdecimal() else None,
        name=ctx.request.query.get("event", ""),
        limit=_PAGE + 1,
    )
    return page(
        "county_link/sent.html",
        letters=letters[:_PAGE],
        older=letters[_PAGE - 1].seq if len(letters) > _PAGE else None,
        event=ctx.request.query.get("event", ""),
        levels=LEVEL_WORDS,
    )


@get("/county_link/consent/{token:str}", public=True)
def consent(ctx: Context, *, token: str) -> Page:
    """What another municipality asks for, exactly what it would get, and two buttons."""
    try:
        inquiry = service.open_inquiry(ctx, token)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return _form(ctx, inquiry)


@post("/county_link/consent/{token:str}", public=True, max_body=10_000)
def answer(ctx: Context, *, token: str) -> Page | Redirect:
    """Take the answer once; anything but a plain yes is no consent."""
    assert ctx.request is not None
    said = ctx.request.form.get("verdict", "")
    try:
        inquiry = service.open_inquiry(ctx, token)
        if said not in {"yes", "no"}:
            return replace(_form(ctx, inquiry), status=422)
        service.answer_inquiry(ctx, token, consents=said == "yes")
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return redirect(f"/county_link/thanks?answer={said}&language={ctx.language}")


@get("/county_link/thanks", public=True)
def thanks(ctx: Context) -> Page:
    """What follows from the answer that was just given."""
    assert ctx.request is not None
    granted = ctx.request.query.get("answer") == "yes"
    return unseen(page("county_link/consent/thanks.html", granted=granted))


def _shared(
    ctx: Context, one: county.Sharing, titles: dict[str, str], counts: dict[str, county.Tally]
) -> Shared:
    event = one.event
    leaving = county.stripped(ctx, county.example(ctx, event), event, one.level)
    return Shared(
        sharing=one,
        plugin=titles.get(event.name.partition(".")[0], ""),
        summary=_said(ctx, event),
        fields=", ".join(one.fields),
        example=""
        if leaving is None
        else json.dumps(
            leaving.model_dump(mode="json", include={"name", "key", "at", "data"}),
            indent=2,
            ensure_ascii=False,
        ),
        tally=counts.get(event.name, NOTHING),
    )


def _said(ctx: Context, event: type[Event]) -> str:
    """What the event says on timelines, without what only one of them knows."""
    said = re.sub(r"\{\w+\}", "…", ctx.translate(event.says))
    return said[:1].upper() + said[1:]


def _form(ctx: Context, inquiry: Inquiry) -> Page:
    who = find_municipality(inquiry.municipality)
    card = service.card_of(ctx, inquiry)
    told = [
        (_("Who asks"), who.full_name if who else inquiry.municipality),
        (_("What is asked for"), inquiry.title),
        (_("Where"), ", ".join(filter(None, [inquiry.place, country_name(inquiry.country, ctx.language)]))),
    ]
    if inquiry.about:
        told.append((_("In their words"), inquiry.about))
    given = [
        (_("Company"), card.company),
        (_("Contact person"), card.person),
        (_("E-mail"), card.email),
        (_("Telephone"), card.phone),
    ]
    made = page(
        "county_link/consent/form.html",
        inquiry=inquiry,
        told=told,
        given=[pair for pair in given if pair[1]],
        who=who.full_name if who else inquiry.municipality,
    )
    return unseen(made)


LINKS = (
    Link(
        title=_("What we share with the county"),
        url="/county_link/sharing",
        icon="shield-check",
        permission=READ,
        order=10,
    ),
)
ROUTES = (show, sent, consent, answer, thanks)
