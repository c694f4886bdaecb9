"""Secret addresses of calendars: made and ended on the page Calendar, fetched by calendar programs."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, update

from utblick.access.credentials.calendar_keys import end_address, make_address, opened_by
from utblick.access.models import CalendarAddress
from utblick.access.sessions import actor_of
from utblick.calendars.agenda import calendars_of, loaded, named, placed
from utblick.calendars.ical import file_of
from utblick.calendars.pages import HOME
from utblick.context import Context
from utblick.errors import Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.web.request import Values
from utblick.web.routing import Download, Page, Redirect, get, page, post, redirect

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
"""How far from today a calendar program is told of what was and what comes."""
_NOTED_EVERY = timedelta(minutes=5)


@get(f"{HOME}/addresses/new")
def show(ctx: Context) -> Page:
    """What the address is for, and which calendars it tells of."""
    return _form(ctx)


@post(f"{HOME}/addresses/new")
def create(ctx: Context) -> Page:
    """Make the address, and show it this once."""
    form = ctx.request.form if ctx.request else Values()
    wanted = [one.name for one in named(ctx, form.all("calendars"))]
    try:
        key = make_address(ctx, name=form.get("name", ""), calendars=wanted)
    except Invalid as error:
        return _form(ctx, error.by_field)
    return page("calendars/address_made.html", address=ctx.url(f"{HOME}/feeds/{key}.ics"))


@post(f"{HOME}/addresses/{{address_id:uuid}}/end")
def end(ctx: Context, *, address_id: UUID) -> Redirect:
    """Make an address stop working."""
    end_address(ctx, address_id)
    return redirect(HOME, _("The address no longer works."))


@get(f"{HOME}/feeds/{{name:str}}", public=True, slow=True)
def feed(ctx: Context, *, name: str) -> Download:
    """The calendars of a secret address, as far as its user may see them now.

    One that fails fails the whole answer: a program would take what is missing for removed.
    """
    address, user = opened_by(ctx, name.removesuffix(".ics"))
    reader = replace(ctx, actor=actor_of(ctx.session, ctx.platform.registry, user))
    calendars = named(reader, address.calendars)
    if not calendars:
        raise NotFound
    if address.fetched_at is None or ctx.now - address.fetched_at > _NOTED_EVERY:
        mine = update(CalendarAddress).where(col(CalendarAddress.id) == address.id)
        ctx.platform.sessions.note_use(address.id, mine.values(fetched_at=ctx.now))
    since, until = ctx.today - BACK, ctx.today + AHEAD
    entries = [entry for one in calendars for entry in loaded(reader, one, since, until)]
    return file_of(reader, placed(reader, entries), title=address.name, name="utblick.ics")


def _form(ctx: Context, wrong: dict[str, Msg] | None = None) -> Page:
    form = ctx.request.form if ctx.request else Values()
    offered = [(one.name, one.title) for one in calendars_of(ctx)]
    return page(
        "calendars/address.html",
        status=422 if wrong else 200,
        problems=wrong or {},
        name=form.get("name", ""),
        offered=offered,
        chosen=form.all("calendars") if wrong else [name for name, _title in offered],
    )


ROUTES = (show, create, end, feed)
