"""What can be done with the chosen rows of a list, each row for itself, with an answer for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from utblick.context import Context
from utblick.declare import Field, Kind, RecordType, Transition
from utblick.errors import Forbidden, Invalid, NotFound, UtblickError
from utblick.i18n import Msg, _, ngettext
from utblick.records.address import way_back
from utblick.records.fields import parse
from utblick.records.labels import known_ids
from utblick.records.transitions import move
from utblick.records.values import CHOOSE, row, save_changes
from utblick.registry import LoadedPlugin
from utblick.web.routing import Page, Redirect, Route, page, post, redirect

MOST = 500
TAG, UNTAG, ASSIGN, MOVE = "tag", "untag", "assign", "move:"


@dataclass(frozen=True, slots=True)
class Actions:
    """What the bar below the table offers."""

    tags: Field | None
    owner: Field | None
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one row."""

    name: str
    url: str
    problem: Msg | None


def actions(ctx: Context, record: RecordType) -> Actions:
    """The actions that this reader may take with rows of a list, beside exporting them."""
    may = ctx.actor.may(record.write) and record.editable
    return Actions(
        tags=_tags(record) if may else None,
        owner=_first(record, Kind.USER) if may else None,
        transitions=tuple(
            t
            for t in record.transitions
            if ctx.actor.may(t.permission) and not any(f.required for f in t.fields)
        ),
    )


def staff(ctx: Context) -> list[tuple[UUID, str]]:
    """The members of staff to whom rows can be given, by name."""
    from utblick.access.models import User

    table = User.__table__.c  # type: ignore[attr-defined]
    query = select(table.id, table.name).where(table.state == "active").order_by(table.name)
    return [(id_, name) for id_, name in ctx.session.connection().execute(query)]


def routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The address that the bar sends the chosen rows to."""
    base = plugin.path(record)

    @post(f"{base}/bulk", permission=record.read)
    def change_chosen(ctx: Context) -> Page | Redirect:
        assert ctx.request is not None
        form = ctx.request.form
        back = way_back(ctx, base)
        try:
            ids = _ids(form.all("ids"))
            act = _act(ctx, record, form.get("do", ""))
        except Invalid as refused:
            return redirect(back, refused.problems[0].message, tone="warn")
        outcomes = [_outcome(ctx, record, base, id_, act) for id_ in ids]
        if any(outcome.problem for outcome in outcomes):
            return page("records/bulk.html", record=record, base=base, outcomes=outcomes, back=back)
        return redirect(back, ngettext("{n} row was changed.", "{n} rows were changed.", len(outcomes)))

    return (change_chosen,)


Act = Callable[[Any], object]


def _ids(texts: list[str]) -> list[UUID]:
    try:
        ids = list(dict.fromkeys(UUID(text) for text in texts))
    except ValueError:
        raise Invalid({"ids": CHOOSE}) from None
    if not ids:
        raise Invalid({"ids": _("Choose at least one row first.")})
    if len(ids) > MOST:
        raise Invalid({"ids": _("Choose at most {n} rows at a time.", n=MOST)})
    return ids


def _act(ctx: Context, record: RecordType, asked: str) -> Act:
    """What is done with each row; raises `Forbidden` or `Invalid` before the first one."""
    if asked.startswith(MOVE):
        return _moving(ctx, record, asked.removeprefix(MOVE))
    ctx.require(record.write)
    if not record.editable:
        raise Forbidden
    if asked in {TAG, UNTAG}:
        return _tagging(ctx, record, add=asked == TAG)
    if asked == ASSIGN:
        return _assigning(ctx, record)
    raise Invalid({"do": CHOOSE})


def _moving(ctx: Context, record: RecordType, name: str) -> Act:
    try:
        transition = record.transition(name)
    except KeyError:
        raise NotFound from None
    ctx.require(transition.permission)

    answers = {field.name: None for field in transition.fields}
    return lambda stored: move(ctx, record, stored, transition, answers)


def _tagging(ctx: Context, record: RecordType, *, add: bool) -> Act:
    assert ctx.request is not None
    field = _tags(record)
    words = _parsed(ctx, field, ctx.request.form.get("tag", ""))
    if field is None or not words:
        raise Invalid({"tag": _("Write the tag first.")})

    def tag(stored: Any) -> None:
        had = list(getattr(stored, field.name))
        now = [*had, *(w for w in words if w not in had)] if add else [w for w in had if w not in words]
        save_changes(ctx, record, stored, {field.name: now})

    return tag


def _assigning(ctx: Context, record: RecordType) -> Act:
    assert ctx.request is not None
    field = _first(record, Kind.USER)
    owner = _parsed(ctx, field, ctx.request.form.get("owner", ""))
    if field is None or owner is None or not known_ids(ctx, [("core/user", owner)]):
        raise Invalid({"owner": _("Choose who is to have them.")})
    return lambda stored: save_changes(ctx, record, stored, {field.name: owner})


def _parsed(ctx: Context, field: Field | None, text: str) -> Any:
    try:
        return parse(field, text, ctx.language) if field is not None else None
    except ValueError as refused:
        raise Invalid({field.name if field else "": refused.args[0]}) from None


def _outcome(ctx: Context, record: RecordType, base: str, id_: UUID, act: Act) -> Outcome:
    """Do it with one row; what fails is undone for that row alone."""
    name = "–"
    try:
        stored = row(ctx, record, id_, lock=True)
        name = str(getattr(stored, record.name) or "–")
        with ctx.session.begin_nested():
            act(stored)
            ctx.session.flush()
    except UtblickError as refused:
        problems = refused.problems if isinstance(refused, Invalid) else ()
        return Outcome(name, f"{base}/{id_}", problems[0].message if problems else refused.message)
    return Outcome(name, f"{base}/{id_}", None)


def _tags(record: RecordType) -> Field | None:
    """The field that people tag with; other lists of words (codes, languages) are no tags."""
    field = record.by_name.get("tags")
    return field if field is not None and field.kind is Kind.TAGS else None


def _first(record: RecordType, kind: Kind) -> Field | None:
    return next((f for f in record.fields if f.kind is kind and not f.read_only), None)
