"""What is done with one seat: an organisation chosen, invited, noted as answered, signed, freed."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Msg, Page, Redirect, Route, _, post, redirect
from utblick_partnerships.choices.consortia import AID_QUESTIONS
from utblick_partnerships.pages.builder import address, built
from utblick_partnerships.permissions import WRITE
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service import consortia as service
from utblick_partnerships.service import invitations

_SEAT = "/partnerships/seats/{seat_id:uuid}"


@post(_SEAT + "/organisation", permission=WRITE)
def choose(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Think of an organisation for the seat."""
    return _done(ctx, seat_id, _choose, _("Noted as a candidate."))


@post(_SEAT + "/invite", permission=WRITE)
def invite(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Invite the organisation by mail."""
    return _done(ctx, seat_id, _invite, _("The invitation is on its way, with a link to answer."))


@post(_SEAT + "/answer", permission=WRITE)
def answer(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Note an answer that came by telephone or at a meeting."""
    return _done(ctx, seat_id, _answer, _("The answer has been noted."))


@post(_SEAT + "/sign", permission=WRITE)
def sign(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Note that the letter of intent is signed."""
    return _done(ctx, seat_id, invitations.note_signature, _("Noted as signed."))


@post(_SEAT + "/free", permission=WRITE)
def free(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Make the seat needed again."""
    return _done(ctx, seat_id, service.free_seat, _("The seat is free again."))


@post(_SEAT + "/money", permission=WRITE)
def money(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Keep the partner's budget and own share."""
    return _done(ctx, seat_id, _money, _("The money has been saved."))


@post(_SEAT + "/aid", permission=WRITE)
def aid(ctx: Context, *, seat_id: UUID) -> Page | Redirect:
    """Keep the answers to the four questions on state aid."""
    return _done(ctx, seat_id, _aid, _("The answers have been saved."))


@post(_SEAT + "/remove", permission=WRITE)
def remove(ctx: Context, *, seat_id: UUID) -> Redirect:
    """Take the seat away."""
    consortium_id = queries.seat(ctx, seat_id).consortium_id
    try:
        service.remove_seat(ctx, seat_id)
    except Conflict as refused:
        return redirect(address(consortium_id, seat_id), refused.message, tone="bad")
    return redirect(address(consortium_id), _("The seat has been taken away."))


def amount(text: str, field: str) -> Decimal | None:
    """A number as people write it; None for an empty field."""
    written = text.replace("\xa0", "").replace(" ", "").replace(",", ".").removesuffix("%")
    try:
        found = Decimal(written) if written else None
    except InvalidOperation:
        found = Decimal("nan")
    if found is not None and not found.is_finite():
        raise Invalid({field: _("Write a number, such as 12 500.")})
    return found


def _done(ctx: Context, seat_id: UUID, verb: Callable[[Context, UUID], object], said: Msg) -> Page | Redirect:
    """Do something with a seat, and show the builder at it, also when it was refused."""
    consortium_id = queries.seat(ctx, seat_id).consortium_id
    try:
        verb(ctx, seat_id)
    except Conflict as refused:
        return redirect(address(consortium_id, seat_id), refused.message, tone="bad")
    except Invalid as refused:
        return built(ctx, consortium_id, problems=refused.by_field, at=seat_id)
    return redirect(address(consortium_id, seat_id), said)


def _form(ctx: Context, name: str) -> str:
    assert ctx.request is not None
    return ctx.request.form.get(name, "").strip()


def _choose(ctx: Context, seat_id: UUID) -> object:
    assert ctx.request is not None
    chosen, typed = ctx.request.form.uuid("organisation_id"), _form(ctx, "organisation_id_text")
    found = ctx.organisations.find(name=typed) if chosen is None and typed else None
    if chosen is None and found is None:
        raise Invalid({"organisation_id": _("Choose an organisation of the register.")})
    return service.seat_organisation(ctx, seat_id, chosen or found.id)  # type: ignore[union-attr]


def _invite(ctx: Context, seat_id: UUID) -> object:
    return invitations.invite(ctx, seat_id, {"email": _form(ctx, "email")})


def _answer(ctx: Context, seat_id: UUID) -> object:
    accepts = _form(ctx, "accepts") == "yes"
    return invitations.note_answer(ctx, seat_id, accepts=accepts, answer=_form(ctx, "answer"))


def _money(ctx: Context, seat_id: UUID) -> object:
    budget = amount(_form(ctx, "budget"), "budget")
    return service.set_money(
        ctx, seat_id, budget=budget, own_share=amount(_form(ctx, "own_share"), "own_share")
    )


def _aid(ctx: Context, seat_id: UUID) -> object:
    return service.check_aid(ctx, seat_id, {name: _form(ctx, name) for name, _text in AID_QUESTIONS})


ROUTES: tuple[Route, ...] = (choose, invite, answer, sign, free, money, aid, remove)
