"""Pages of the review list: what is due and why, the dry run of a decision, and the decision itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select

from utblick.context import Context, Label, Ref
from utblick.errors import Invalid
from utblick.i18n import Msg, _, ngettext
from utblick.i18n.format import format_date
from utblick.records.table_titles import table_title
from utblick.retention.deciding import Plan, carry_out, keep, plan
from utblick.retention.finding import fill_list
from utblick.retention.models import DueRow, DueState
from utblick.retention.rules import ACTIONS, Rule, action_of, record_type, rules
from utblick.web.routing import Page, Redirect, get, page, post, redirect

PERMISSION = "core.retention"
PLACE = "/admin/retention"
_ROWS = 100
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list as it is read: the row, what it is called, and why it stands here."""

    row: DueRow
    name: str
    url: str
    rule: Msg | str
    why: Msg | str
    action: Msg | str


@get(PLACE, permission=PERMISSION)
def show(ctx: Context) -> Page:
    """What is due, the longest overdue first; by rule, or what is kept for now."""
    query = ctx.request.query if ctx.request else {}
    state = DueState.KEPT if query.get("state") == DueState.KEPT else DueState.OPEN
    known = {rule.name: rule for rule in rules(ctx)}
    wanted = select(DueRow).where(DueRow.state == state)
    if query.get("rule"):
        wanted = wanted.where(DueRow.rule == query["rule"])
    rows = ctx.session.exec(wanted.order_by(col(DueRow.due_on), col(DueRow.id)).limit(_ROWS)).all()
    by_rule = select(DueRow.rule, func.count()).where(DueRow.state == state).group_by(DueRow.rule)
    counts = Counter(dict(ctx.session.exec(by_rule).all()))
    return page(
        "retention/list.html",
        lines=lines(ctx, rows, known),
        rule=query.get("rule", ""),
        state=state,
        counts=[(name, _title(known, name), n) for name, n in sorted(counts.items())],
        total=counts[query["rule"]] if query.get("rule") else counts.total(),
    )


@post(f"{PLACE}/look", permission=PERMISSION)
def look(ctx: Context) -> Redirect:
    """Look now for what is due, without waiting for the night."""
    n = fill_list(ctx)
    return redirect(PLACE, ngettext("{n} row is new on the list.", "{n} rows are new on the list.", n))


@get(f"{PLACE}/decide", permission=PERMISSION)
def decide(ctx: Context) -> Page | Redirect:
    """The dry run: what a decision would do. Nothing is written here."""
    try:
        ids = _ids(ctx, ctx.request.query if ctx.request else {})
        action = ctx.request.query.get("action", "") if ctx.request else ""
        return _decision(ctx, ids, action, {})
    except Invalid as refused:
        return redirect(PLACE, refused.problems[0].message, tone="warn")


@post(f"{PLACE}/dispose", permission=PERMISSION)
def dispose(ctx: Context) -> Page | Redirect:
    """Dispose of the rows as the dry run has shown; a protocol is written."""
    assert ctx.request is not None
    form = ctx.request.form
    ids = _ids(ctx, form)
    try:
        plans = plan(ctx, ids, form.get("action", ""))
        outcome = carry_out(ctx, plans, decision=form.get("decision", "").strip())
    except Invalid as refused:
        return _decision(ctx, ids, form.get("action", ""), refused.by_field)
    said: Msg = ngettext("{n} row is disposed of.", "{n} rows are disposed of.", outcome.done)
    if outcome.refused:
        said = _(
            "{done} rows are disposed of. {refused} could not be: the list says why.",
            done=outcome.done,
            refused=outcome.refused,
        )
    one = outcome.protocols[0] if len(outcome.protocols) == 1 else None
    back = f"{PLACE}/protocols/{one.id}" if one else f"{PLACE}/protocols" if outcome.protocols else PLACE
    return redirect(back, said, tone="warn" if outcome.refused else "ok")


@post(f"{PLACE}/keep", permission=PERMISSION)
def keep_rows(ctx: Context) -> Page | Redirect:
    """Keep the rows until a day, with the reason."""
    assert ctx.request is not None
    form = ctx.request.form
    ids = _ids(ctx, form)
    try:
        n = keep(ctx, ids, until=_day(form.get("until", "")), reason=form.get("reason", ""))
    except Invalid as refused:
        return _decision(ctx, ids, form.get("action", ""), refused.by_field)
    return redirect(PLACE, ngettext("{n} row is kept for now.", "{n} rows are kept for now.", n))


def lines(ctx: Context, rows: Sequence[DueRow], known: dict[str, Rule]) -> list[Line]:
    """The lines with the names that the rows have now, as far as the reader may read them."""
    refs = {row.id: ref for row in rows if (ref := _ref(ctx, known.get(row.rule), row)) is not None}
    labels = ctx.lookup(*refs.values())
    return [
        _line(ctx, row, known.get(row.rule), labels.get(refs[row.id]) if row.id in refs else None)
        for row in rows
    ]


def _line(ctx: Context, row: DueRow, rule: Rule | None, label: Label | None) -> Line:
    day = format_date(row.since_on, ctx.language, style="long")
    if rule is None:
        return Line(row, "–", "", row.rule, _("Its plugin is off."), "")
    table = ctx.translate(table_title(ctx, str(rule.declared.model.__tablename__)))
    starts = ctx.translate(rule.declared.starts)
    why = _("{starts}: {day}.", starts=starts, day=day)
    if rule.months:
        why = _("{starts} {day}, and {n} months have passed.", starts=starts, day=day, n=rule.months)
    name = label.name if label else f"{table}, {day}"
    return Line(row, name, label.url if label else "", rule.declared.title, why, action_of(rule.action).label)


def _ref(ctx: Context, rule: Rule | None, row: DueRow) -> Ref | None:
    record = record_type(ctx, rule) if rule is not None else None
    return Ref(rule.plugin, record.kind, row.row_id) if rule is not None and record is not None else None


def _decision(ctx: Context, ids: Sequence[UUID], action: str, problems: dict[str, Msg]) -> Page:
    """The page on which is decided; a rule that leaves the action open is asked for it first."""
    known = {rule.name: rule for rule in rules(ctx)}
    rows = ctx.session.exec(select(DueRow).where(col(DueRow.id).in_(ids)).order_by(col(DueRow.due_on))).all()
    concerned = [known[name] for name in dict.fromkeys(row.rule for row in rows) if name in known]
    possible = [one for one in ACTIONS if all(one.value in rule.possible for rule in concerned)]
    action = action or _only(possible, concerned)
    plans: list[Plan] = []
    said = dict(problems)
    try:
        plans = plan(ctx, ids, action)
    except Invalid as open_still:
        if action:
            said |= open_still.by_field
    form: Any = ctx.request.form if ctx.request else {}
    return page(
        "retention/decide.html",
        status=422 if problems else 200,
        ids=[row.id for row in rows],
        lines=lines(ctx, rows[:_ROWS], known),
        total=len(rows),
        plans=[(one, action_of(one.action)) for one in plans],
        registered=sum(row.registered for row in rows),
        action=action,
        possible=[(one.value, one.label) for one in possible],
        problems=said,
        typed={name: form.get(name, "") for name in ("decision", "until", "reason")},
    )


def _only(possible: Sequence[Any], concerned: Sequence[Rule]) -> str:
    """The action where there is no choice to make; empty leaves each rule its own."""
    if any(rule.action not in rule.possible for rule in concerned) and len(possible) == 1:
        return str(possible[0].value)
    return ""


def _ids(ctx: Context, values: Any) -> list[UUID]:
    """The chosen lines, or all open ones of the rule that is named."""
    if values.get("all_of"):
        mine = (col(DueRow.rule) == values["all_of"]) & (col(DueRow.state) == DueState.OPEN)
        return list(ctx.session.exec(select(DueRow.id).where(mine).limit(_MOST)).all())
    message = _("Choose at least one row first.")
    try:
        ids = [UUID(text) for text in (values.all("ids") if hasattr(values, "all") else ())]
    except ValueError:
        raise Invalid({"ids": message}, message) from None
    if not ids or len(ids) > _MOST:
        raise Invalid({"ids": message}, message)
    return ids


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _title(known: dict[str, Rule], name: str) -> Msg | str:
    return known[name].declared.title if name in known else name


ROUTES = (show, look, decide, dispose, keep_rows)
