"""The call radar, taking in calls from a file, and what was made of a call that fits."""

from typing import Any
from uuid import UUID

from utblick.api import (
    Context,
    Invalid,
    Link,
    Msg,
    NotFound,
    Page,
    Redirect,
    Route,
    _,
    get,
    ngettext,
    page,
    post,
    redirect,
)
from utblick_partnerships.choices.calls import CALL_STATES, SUBJECTS
from utblick_partnerships.models import Call, CallFit, CallState, FitState
from utblick_partnerships.permissions import READ, SOURCES, WRITE
from utblick_partnerships.portal import calls_in
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.queries import profiles as profile_queries
from utblick_partnerships.service import calls as service
from utblick_partnerships.service import fitting
from utblick_partnerships.settings import PartnershipsSettings

_VIEWS = {
    "open": _("Can be answered"),
    "upcoming": _("Upcoming"),
    "closed": _("Closed"),
}
_STATES = {choice.value: choice for choice in CALL_STATES}
_LARGEST = 20_000_000


@get("/partnerships/radar", permission=READ)
def radar(ctx: Context) -> Page:
    """Calls that can be answered, with what they fit and until when."""
    assert ctx.request is not None
    view, words = ctx.request.query.get("view", "open"), ctx.request.query.get("q", "").strip()[:100]
    view = view if view in _VIEWS else "open"
    calls = queries.on_radar(ctx, view=view, words=words)
    fits = queries.fits_of_calls(ctx, [call.id for call in calls])
    counts = queries.counts(ctx)
    sums = {
        "open": counts.get(CallState.OPEN, 0) + counts.get(CallState.CLOSING, 0),
        "upcoming": counts.get(CallState.UPCOMING, 0),
        "closed": counts.get(CallState.CLOSED, 0),
    }
    return page(
        "partnerships/radar.html",
        rows=[(call, days_left(ctx, call), fits.get(call.id, [])[:4]) for call in calls],
        names=names_of(ctx, [fit for several in fits.values() for fit in several]),
        subjects=SUBJECTS,
        states=_STATES,
        words=words,
        view=view,
        views=[
            (text, f"/partnerships/radar?view={name}", name == view, sums[name])
            for name, text in _VIEWS.items()
        ],
    )


@get("/partnerships/calls/take-in", permission=SOURCES)
def take_in(ctx: Context) -> Page:
    """The form for a file of the Funding & Tenders portal."""
    return _take_in(ctx)


@post("/partnerships/calls/take-in", permission=SOURCES, max_body=_LARGEST)
def taken(ctx: Context) -> Page | Redirect:
    """Take the calls of a file in; each is one record, whatever its languages."""
    assert ctx.request is not None
    upload = next(iter(ctx.request.uploads.get("file", [])), None)
    if upload is None or not upload.size:
        return _take_in(ctx, error=_("Choose a file."))
    try:
        found, tenders = calls_in(upload.file.read())
    except Invalid as refused:
        return _take_in(ctx, error=refused.by_field["file"])
    counted = service.take_in(ctx, found, source="sedia")
    said = _(
        "{new} new calls, {changed} changed, {same} held already. {tenders} rows were tenders and left out.",
        new=counted.new,
        changed=counted.changed,
        same=counted.same,
        tenders=tenders,
    )
    return redirect("/partnerships/radar?view=open", said)


@post("/partnerships/calls/fit", permission=WRITE)
def fit(ctx: Context) -> Redirect:
    """Hold all calls against profiles, ideas, needs and companies anew."""
    n = fitting.fit_all(ctx)
    return redirect(
        "/partnerships/radar", ngettext("{n} call was compared.", "{n} calls were compared.", n=n)
    )


@post("/partnerships/fits/{fit_id:uuid}/{answer:str}", permission=WRITE)
def answer_fit(ctx: Context, *, fit_id: UUID, answer: str) -> Redirect:
    """Go on with a call that fits, or leave it; a reason teaches us something."""
    assert ctx.request is not None
    states = {"go-on": FitState.INTERESTED, "leave": FitState.DISMISSED}
    if answer not in states:
        raise NotFound
    row = fitting.answer_fit(ctx, fit_id, state=states[answer], reason=ctx.request.form.get("reason", ""))
    return redirect(f"/partnerships/calls/{row.call_id}", _("Noted."))


def days_left(ctx: Context, call: Call) -> int | None:
    """How many days there are until the deadline, in the municipality; None without one or when it passed."""
    if call.deadline is None or call.deadline < ctx.now:
        return None
    return (call.deadline.astimezone(ctx.settings.municipality.zone).date() - ctx.today).days


def names_of(ctx: Context, fits: list[CallFit]) -> dict[UUID, tuple[str, str]]:
    """The names and addresses of what calls fit, in a query for each kind."""
    ids: dict[str, list[UUID]] = {}
    for one in fits:
        ids.setdefault(one.subject, []).append(one.subject_id)
    found: dict[UUID, tuple[str, str]] = {}
    for key, name in profile_queries.titles(ctx, ids.get("profile", [])).items():
        found[key] = (name, f"/partnerships/profiles/{key}")
    for key, name in queries.idea_titles(ctx, ids.get("idea", [])).items():
        found[key] = (name, f"/partnerships/ideas/{key}")
    wanted = [
        one.organisation_id for one in fits if one.organisation_id and one.subject in ("company", "need")
    ]
    companies = ctx.organisations.names(wanted)
    for one in fits:
        if one.organisation_id in companies and one.subject in ("company", "need"):
            found[one.subject_id] = (companies[one.organisation_id], f"/organisations/{one.organisation_id}")
    return found


def _take_in(ctx: Context, *, error: Msg | None = None) -> Page:
    settings = ctx.plugin_settings(PartnershipsSettings)
    values: dict[str, Any] = {"error": error, "on": settings.sedia == "on", "asked": settings.sedia_text}
    return page("partnerships/take_in.html", status=422 if error else 200, **values)


LINKS: tuple[Link, ...] = (
    Link(title=_("Call radar"), url="/partnerships/radar", icon="broadcast", permission=READ, order=10),
)
ROUTES: tuple[Route, ...] = (radar, take_in, taken, fit, answer_fit)
