"""The page of an organisation that is invited to a consortium, reached by its own link."""

from typing import Any

from utblick.api import (
    Context,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    Route,
    _,
    closed_link,
    country_name,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_partnerships.choices.consortia import ROLES
from utblick_partnerships.models import FILLED, Call, Idea, Seat
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service import invitations as service

_PATH = "/partnerships/invitation/{token:str}"
_ROLES = {choice.value: choice.label for choice in ROLES}


@get(_PATH, public=True)
def invitation(ctx: Context, *, token: str) -> Page:
    """What the consortium is about and what is asked, and the form to answer; looking uses nothing up."""
    try:
        seat = service.open_invitation(ctx, token)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    return _form(ctx, seat, {})


@post(_PATH, public=True, max_body=20_000)
def answer(ctx: Context, *, token: str) -> Page | Redirect:
    """Take the answer once."""
    assert ctx.request is not None
    form = ctx.request.form
    try:
        seat = service.open_invitation(ctx, token)
        said = {name: form.get(name, "").strip() for name in ("accepts", "answered_by", "answer")}
        _require(said)
        service.answer_invitation(
            ctx,
            token,
            accepts=said["accepts"] == "yes",
            answered_by=said["answered_by"],
            answer=said["answer"],
        )
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    except Invalid as refused:
        return _form(ctx, seat, dict(form), refused.by_field)
    return redirect(f"/partnerships/answered?answer={said['accepts']}&language={ctx.language}")


@get("/partnerships/answered", public=True)
def answered(ctx: Context) -> Page:
    """What follows from the answer that was just given."""
    assert ctx.request is not None
    accepted = ctx.request.query.get("answer") == "yes"
    return unseen(page("partnerships/public/answered.html", accepted=accepted))


def _form(ctx: Context, seat: Seat, values: dict[str, Any], problems: dict[str, Msg] | None = None) -> Page:
    consortium = queries.consortium(ctx, seat.consortium_id)
    idea = ctx.session.get(Idea, consortium.idea_id) if consortium.idea_id else None
    call = ctx.session.get(Call, consortium.call_id) if consortium.call_id else None
    others = [one for one in queries.seats(ctx, consortium.id) if one.state in FILLED and one.id != seat.id]
    known = ctx.organisations.each([one.organisation_id for one in others if one.organisation_id])
    made = page(
        "partnerships/public/invitation.html",
        status=422 if problems else 200,
        consortium=consortium,
        seat=seat,
        role=_ROLES[seat.role],
        idea=idea,
        call=call,
        others=[(one.name, country_name(one.country, ctx.language)) for one in known.values()],
        values=values,
        problems=problems or {},
    )
    return unseen(made)


def _require(said: dict[str, str]) -> None:
    problems: dict[str, Msg] = {}
    if said["accepts"] not in ("yes", "no"):
        problems["accepts"] = _("Say whether you take part.")
    if not said["answered_by"]:
        problems["answered_by"] = _("Write your name, so that we know who answered.")
    if problems:
        raise Invalid(problems)


ROUTES: tuple[Route, ...] = (invitation, answer, answered)
