"""Check-in on the day, made for a telephone in one hand: search, big buttons, and those who just came."""

from collections.abc import Callable
from uuid import UUID

from utblick.api import Context, Invalid, Page, Redirect, _, get, page, post, redirect
from utblick_seminars import queries
from utblick_seminars.choices import REGISTRATION_STATES
from utblick_seminars.models import RegistrationState
from utblick_seminars.permissions import WRITE
from utblick_seminars.service import checking_in as service
from utblick_seminars.words import audience_options, name_of, names

_DOOR = "/seminars/seminars/{seminar_id:uuid}/check-in"
_SHOWN = 200
_NOTED = (RegistrationState.ATTENDED, RegistrationState.NO_SHOW)


@get(_DOOR, permission=WRITE)
def check_in(ctx: Context, *, seminar_id: UUID) -> Page:
    """Who is expected and who has come."""
    return _door(ctx, seminar_id)


@post(f"{_DOOR}/came/{{registration_id:uuid}}", permission=WRITE)
def came(ctx: Context, *, seminar_id: UUID, registration_id: UUID) -> Page | Redirect:
    """Somebody is here."""
    return _done(ctx, seminar_id, lambda: service.check_in(ctx, registration_id))


@post(f"{_DOOR}/absent/{{registration_id:uuid}}", permission=WRITE)
def absent(ctx: Context, *, seminar_id: UUID, registration_id: UUID) -> Page | Redirect:
    """Somebody did not come."""
    return _done(ctx, seminar_id, lambda: service.miss(ctx, registration_id))


@post(f"{_DOOR}/undo/{{registration_id:uuid}}", permission=WRITE)
def undo(ctx: Context, *, seminar_id: UUID, registration_id: UUID) -> Page | Redirect:
    """It was somebody else."""
    return _done(ctx, seminar_id, lambda: service.undo(ctx, registration_id))


@post(f"{_DOOR}/walk-in", permission=WRITE)
def walk_in(ctx: Context, *, seminar_id: UUID) -> Page | Redirect:
    """Somebody came without having signed up."""
    audience, name = _form(ctx, "audience"), _form(ctx, "name")[:200]
    if audience not in names("audiences"):
        raise Invalid({"audience": _("Say as whom they come.")})
    return _done(ctx, seminar_id, lambda: service.walk_in(ctx, seminar_id, audience=audience, name=name))


def _done(ctx: Context, seminar_id: UUID, act: Callable[[], object]) -> Page | Redirect:
    act()
    if ctx.request and ctx.request.is_fragment:
        ctx.session.flush()
        return _door(ctx, seminar_id, block="door")
    return redirect(f"/seminars/seminars/{seminar_id}/check-in")


def _form(ctx: Context, name: str) -> str:
    return ctx.request.form.get(name, "").strip() if ctx.request else ""


def _door(ctx: Context, seminar_id: UUID, *, block: str = "") -> Page:
    seminar = queries.seminar(ctx, seminar_id)
    named = (ctx.request.query.get("q", "") or _form(ctx, "q")).strip()[:100] if ctx.request else ""
    found = queries.at_the_door(ctx, seminar_id, named=named, limit=_SHOWN)
    rows = sorted(found, key=lambda one: one.state in _NOTED)  # who is still expected stands on top
    counts = queries.counts(ctx, [seminar_id])[seminar_id]
    return page(
        "seminars/check_in.html",
        block=block,
        seminar=seminar,
        open=service.is_open(ctx, seminar),
        rows=rows,
        firms=ctx.organisations.names([one.organisation_id for one in rows if one.organisation_id]),
        states={choice.value: choice for choice in REGISTRATION_STATES},
        here=counts.get("attended", 0),
        expected=counts.get("confirmed", 0),
        waiting=counts.get("waitlisted", 0) + counts.get("registered", 0),
        absent=counts.get("no_show", 0),
        audiences=audience_options(ctx),
        audience=lambda code: name_of("audiences", code, ctx.language),
        named=named,
    )


ROUTES = (check_in, came, absent, undo, walk_in)
