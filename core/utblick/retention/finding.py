"""Which rows are due by the rules, and keeping the review list in step with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, literal, select
from sqlmodel import col, delete

from utblick.context import Context
from utblick.days import months_after
from utblick.db.types import UtcDateTime
from utblick.declare import Where
from utblick.retention.models import DueRow, DueState
from utblick.retention.rules import Rule, record_type, rules

_MOST = 5000
"""So many rows of a rule come onto the list at once; the others come the next night."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A row whose time is up."""

    row_id: UUID
    since_on: date
    due_on: date
    registered: bool


def fill_list(ctx: Context) -> int:
    """Put rows whose time is up onto the list, and take off what is gone or not due any more.

    Rows that were kept until a day come back when it has passed. Returns how many are new.
    """
    known_rules = {rule.name: rule for rule in rules(ctx)}
    _reopen(ctx)
    _take_off(ctx, known_rules)
    return sum(_add(ctx, rule) for rule in known_rules.values())


def due_rows(ctx: Context, rule: Rule, *, only: Sequence[UUID] = ()) -> Iterator[Found]:
    """The rows of a rule that are due today, the oldest first; of these ids only, if any are given."""
    table: Any = rule.declared.model.__table__  # type: ignore[attr-defined]
    since = table.c[rule.declared.since]
    registry = _registry(ctx, rule)
    number = table.c[registry] if registry else literal("")
    latest = months_after(ctx.today, -rule.months)
    query = select(table.c.id, since, number).where(since.is_not(None), *_conditions(rule))
    is_moment = isinstance(since.type, UtcDateTime)
    last = _after(latest)
    query = query.where(since < (ctx.moments_of(last, last)[0] if is_moment else last))
    if only:
        query = query.where(table.c.id.in_(only))
    zone = ctx.settings.municipality.zone
    for row_id, value, registered in ctx.session.execute(query.order_by(since, table.c.id).limit(_MOST)):
        day = value.astimezone(zone).date() if isinstance(value, datetime) else value
        due_on = months_after(day, rule.months)
        if due_on <= ctx.today:
            yield Found(row_id, day, due_on, bool(registered))


def _add(ctx: Context, rule: Rule) -> int:
    listed = set(ctx.session.scalars(select(col(DueRow.row_id)).where(col(DueRow.rule) == rule.name)))
    new = [found for found in due_rows(ctx, rule) if found.row_id not in listed]
    ctx.session.add_all(
        DueRow(
            rule=rule.name,
            row_id=one.row_id,
            since_on=one.since_on,
            due_on=one.due_on,
            registered=one.registered,
            found_at=ctx.now,
        )
        for one in new
    )
    ctx.session.flush()
    return len(new)


def _reopen(ctx: Context) -> None:
    over = (col(DueRow.state) == DueState.KEPT) & (col(DueRow.keep_until) <= ctx.today)
    for row in ctx.session.scalars(select(DueRow).where(over)):
        row.state, row.keep_until = DueState.OPEN, None
        ctx.session.add(row)


def _take_off(ctx: Context, known: dict[str, Rule]) -> None:
    """Rows of a plugin that is off stay on the list: it is not the list's to forget them."""
    for name, rule in known.items():
        listed = list(ctx.session.scalars(select(col(DueRow.row_id)).where(col(DueRow.rule) == name)))
        for start in range(0, len(listed), _BATCH):
            some = listed[start : start + _BATCH]
            due = {found.row_id for found in due_rows(ctx, rule, only=some)}
            gone = [one for one in some if one not in due]
            if gone:
                ctx.session.exec(delete(DueRow).where(col(DueRow.rule) == name, col(DueRow.row_id).in_(gone)))


def _registry(ctx: Context, rule: Rule) -> str:
    record = record_type(ctx, rule)
    return record.registry if record is not None else ""


def _after(day: date) -> date:
    """Some days later: in a short month a row is due before the day of the month on which its time began."""
    return day + timedelta(days=4)


def _conditions(rule: Rule) -> list[ColumnElement[bool]]:
    table: Any = rule.declared.model.__table__  # type: ignore[attr-defined]
    return [_condition(table.c[one.field], one) for one in rule.declared.only]


def _condition(column: Any, one: Where) -> ColumnElement[bool]:
    made: dict[str, Any] = {
        "=": lambda: column == one.value,
        "!=": lambda: column != one.value,
        "in": lambda: column.in_(one.value),
        ">=": lambda: column >= one.value,
        "<=": lambda: column <= one.value,
        "present": lambda: column.is_not(None),
    }
    found: ColumnElement[bool] = made.get(one.operator, false)()
    return found
