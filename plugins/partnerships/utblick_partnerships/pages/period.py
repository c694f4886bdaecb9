"""The period switch: which ideas go on in the next programme period, and what was learnt."""

from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Msg, Page, Redirect, Route, _, get, page, post, redirect
from utblick_partnerships.choices.calls import IDEA_STAGES
from utblick_partnerships.models import Idea, IdeaStage
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.service import ideas as service
from utblick_partnerships.settings import PartnershipsSettings

_STAGES = {choice.value: choice for choice in IDEA_STAGES}


@get("/partnerships/period", permission=READ)
def period(ctx: Context) -> Page:
    """The ideas of a period, to choose among."""
    return _page(ctx)


@post("/partnerships/period", permission=WRITE)
def switch(ctx: Context) -> Page | Redirect:
    """Carry the chosen ideas over, and park the others."""
    assert ctx.request is not None
    form = ctx.request.form
    chosen = [UUID(value) for value in form.all("ideas") if _is_id(value)]
    try:
        made = service.switch_period(
            ctx,
            from_period=form.get("from", ""),
            to_period=form.get("to_period", "").strip()[:20],
            chosen=chosen,
        )
    except Invalid as refused:
        return _page(ctx, problems=refused.by_field)
    except Conflict as refused:
        return _page(ctx, problems={"to_period": refused.message})
    said = _(
        "{carried} ideas were carried over, {parked} were parked. Nothing has been removed.",
        carried=made.carried,
        parked=made.parked,
    )
    return redirect("/partnerships/ideas/board", said)


def _page(ctx: Context, *, problems: dict[str, Msg] | None = None) -> Page:
    assert ctx.request is not None
    form, query = ctx.request.form, ctx.request.query
    now = ctx.plugin_settings(PartnershipsSettings).programme_period
    chosen = form.get("from") or query.get("from") or now
    ideas = queries.ideas(ctx, period=chosen)
    return page(
        "partnerships/period.html",
        status=422 if problems else 200,
        ideas=ideas,
        stages=_STAGES,
        ticked=form.all("ideas") if problems else [str(one.id) for one in ideas if _is_ripe(one)],
        period=chosen,
        periods=queries.periods(ctx) or [now],
        to_period=form.get("to_period", ""),
        may_write=ctx.actor.may(WRITE),
        problems=problems or {},
    )


def _is_ripe(idea: Idea) -> bool:
    return idea.stage in (IdeaStage.CONCEPT, IdeaStage.CONSORTIUM)


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


ROUTES: tuple[Route, ...] = (period, switch)
