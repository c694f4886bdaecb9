"""Moves from one state to another: what they ask for first, and how they are made."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.context import Context
from utblick.db.record import Record
from utblick.declare import RecordType, Transition
from utblick.errors import Conflict, Invalid, NotFound, UtblickError
from utblick.i18n import Msg, _
from utblick.records.address import above, name_of, url_of, way_back, with_query
from utblick.records.inputs import Typed, inputs, problems_of, summary, typed_from_form, typed_from_row
from utblick.records.values import clean_fields, row
from utblick.registry import LoadedPlugin
from utblick.web.request import Values
from utblick.web.routing import Page, Redirect, Route, get, page, post, redirect


def routes(owner: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The address of the moves of a record type; which of them somebody may make is asked in each."""
    if not record.transitions:
        return ()
    path = f"{owner.path(record)}/{{record_id:uuid}}/do/{{name:str}}"

    @get(path, permission=record.read)
    def ask(ctx: Context, *, record_id: UUID, name: str) -> Page | Redirect:
        stored, transition = row(ctx, record, record_id), _allowed(ctx, record, name)
        if not _fits(record, stored, transition):
            return _too_late(ctx, record, stored, transition)
        return _form(ctx, record, stored, transition, typed=typed_from_row(ctx, transition.fields, stored))

    @post(path, permission=record.read)
    def do(ctx: Context, *, record_id: UUID, name: str) -> Page | Redirect:
        stored, transition = row(ctx, record, record_id, lock=True), _allowed(ctx, record, name)
        if not _fits(record, stored, transition):
            return _too_late(ctx, record, stored, transition)
        if not _answered(ctx, transition):
            return _form(
                ctx, record, stored, transition, typed=typed_from_row(ctx, transition.fields, stored)
            )
        return _done(ctx, record, stored, transition)

    return ask, do


def move(
    ctx: Context, record: RecordType, stored: Record, transition: Transition, answers: Mapping[str, Any]
) -> object:
    """Make the move by the plugin's verb, as a whole or not at all; gives what the verb gave.

    Raises `Forbidden`, `Conflict` when the record is in another state, and what the verb raises.
    """
    ctx.require(transition.permission)
    if not _fits(record, stored, transition):
        raise Conflict(wrong_state(ctx, record, stored, transition))
    with ctx.session.begin_nested():
        made = transition.perform(ctx, stored.id, answers)
        ctx.session.flush()
    return made


def wrong_state(ctx: Context, record: RecordType, stored: Record, transition: Transition) -> Msg:
    """The sentence for a move that the present state does not allow."""
    return _(
        "{name} is now “{state}”, so “{move}” is not possible.",
        name=name_of(record, stored),
        state=state_label(ctx, record, stored),
        move=ctx.translate(transition.label),
    )


def state_label(ctx: Context, record: RecordType, stored: Record) -> str:
    """The words for the state that a record is in."""
    field = record.state_field
    if field is None:
        return ""
    value = getattr(stored, field.name)
    choice = field.choice(value)
    return ctx.translate(choice.label) if choice else str(value)


def _done(ctx: Context, record: RecordType, stored: Record, transition: Transition) -> Page | Redirect:
    form = ctx.request.form if ctx.request else Values()
    here = url_of(ctx, record, stored.id)
    try:
        made = move(ctx, record, stored, transition, clean_fields(ctx, transition.fields, form))
    except Invalid as refused:
        if not transition.fields:
            return _said_no(ctx, here, refused)
        typed = typed_from_row(ctx, transition.fields, stored) | typed_from_form(transition.fields, form)
        return _form(ctx, record, stored, transition, typed=typed, problems=problems_of(refused))
    except Conflict as refused:
        return _said_no(ctx, here, refused)
    said = _("{name} is now “{state}”.", name=name_of(record, stored), state=state_label(ctx, record, stored))
    return redirect(way_back(ctx, _page_of(ctx, made) or here), said)


def _answered(ctx: Context, transition: Transition) -> bool:
    """Whether the form was seen that the move asks with; a drag on a board comes without it."""
    form = ctx.request.form if ctx.request else Values()
    names = {name for field in transition.fields for name in (field.name, f"{field.name}_text")}
    return "asked" in form or not (transition.fields or transition.confirm) or bool(names & form.keys())


def _said_no(ctx: Context, here: str, refused: UtblickError) -> Redirect:
    """Back to where the move was tried, with the reason; the move itself has left nothing behind."""
    reason = (
        refused.problems[0].message if isinstance(refused, Invalid) and refused.problems else refused.message
    )
    return redirect(way_back(ctx, here), reason, tone="bad")


def _page_of(ctx: Context, made: object) -> str:
    """The page of a new record that a move has led to, such as the agreement of a lead."""
    found = ctx.platform.registry.record_of(type(made))
    if found is None or not isinstance(made, Record) or made.version > 1:
        return ""
    return url_of(ctx, found[1], made.id) if ctx.actor.may(found[1].read) else ""


def _allowed(ctx: Context, record: RecordType, name: str) -> Transition:
    try:
        transition = record.transition(name)
    except KeyError:
        raise NotFound from None
    ctx.require(transition.permission)
    return transition


def _fits(record: RecordType, stored: Record, transition: Transition) -> bool:
    return not record.state or getattr(stored, record.state) in transition.source


def _form(
    ctx: Context,
    record: RecordType,
    stored: Record,
    transition: Transition,
    *,
    typed: Mapping[str, Typed],
    problems: Mapping[str, Msg] | None = None,
) -> Page:
    here = url_of(ctx, record, stored.id)
    back = way_back(ctx, "")
    return page(
        "records/transition.html",
        status=422 if problems else 200,
        record=record,
        name=name_of(record, stored),
        above=above(ctx, record, stored),
        here=here,
        cancel=back or here,
        action=with_query(f"{here}/do/{transition.name}", back=back),
        transition=transition,
        steps=_steps(record, stored, transition),
        inputs_of=inputs(ctx, transition.fields, typed, problems),
        problems=summary(ctx, transition.fields, problems or {}),
    )


def _steps(record: RecordType, stored: Record, transition: Transition) -> tuple[Msg | str, Msg | str]:
    """The state that it is in and the one that it goes to, in words."""
    field = record.state_field
    values = (getattr(stored, record.state) if record.state else "", transition.target)
    known = [field.choice(value) if field else None for value in values]
    first, second = (one.label if one else value for one, value in zip(known, values, strict=True))
    return first, second


def _too_late(ctx: Context, record: RecordType, stored: Record, transition: Transition) -> Page | Redirect:
    reason = wrong_state(ctx, record, stored, transition)
    if ctx.request and ctx.request.method == "POST" and way_back(ctx, ""):
        return redirect(way_back(ctx, ""), reason, tone="bad")
    return page(
        "records/too_late.html",
        status=409,
        record=record,
        name=name_of(record, stored),
        above=above(ctx, record, stored),
        here=url_of(ctx, record, stored.id),
        reason=reason,
    )
