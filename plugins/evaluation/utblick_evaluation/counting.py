"""From events to evidence to a number, by the rules that indicators declare as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, Count, Envelope, Indicator, Where
from utblick_evaluation.models import Evidence, Retraction


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator says for a period, and the evidence that says it."""

    value: Decimal
    evidence: tuple[Evidence, ...]


def take_note(ctx: Context, event: Envelope) -> tuple[str, ...]:
    """Keep the event as evidence for every indicator that it concerns; returns the indicators touched.

    The same event twice is one event; the order of events does not matter.
    """
    touched = set()
    for indicator in indicators(ctx):
        if _add(ctx, indicator, event):
            touched.add(indicator.name)
    if event.retracts is not None:
        touched |= _retract(ctx, event.retracts, event.id)
    return tuple(sorted(touched))


def read(
    ctx: Context, indicator: Indicator, starts_on: date, ends_on: date, *, on: date | None = None
) -> Reading:
    """What the indicator says for the period as things stand; by the day `on` evidence has lapsed or not."""
    held = standing(ctx, [indicator.name], starts_on, ends_on).get(indicator.name, ())
    found = tuple(row for row in held if not has_lapsed(indicator, row, on or ctx.today))
    return Reading(total(indicator, found), found)


def standing(
    ctx: Context, names: Iterable[str], starts_on: date, ends_on: date
) -> Mapping[str, Sequence[Evidence]]:
    """The evidence that stands for these indicators between two days, by indicator, the earliest first."""
    query = (
        select(Evidence)
        .where(
            col(Evidence.indicator).in_(set(names)),
            col(Evidence.stands),
            Evidence.day >= starts_on,
            Evidence.day <= ends_on,
        )
        .order_by(col(Evidence.day), col(Evidence.at))
    )
    found: dict[str, list[Evidence]] = {}
    for row in ctx.session.exec(query):
        found.setdefault(row.indicator, []).append(row)
    return found


def total(indicator: Indicator, evidence: Iterable[Evidence]) -> Decimal:
    """The number that standing evidence makes."""
    if indicator.count is Count.SUM:
        return sum((row.amount or Decimal(0) for row in evidence), Decimal(0))
    return Decimal(len({row.thing for row in evidence}))


def has_lapsed(indicator: Indicator, row: Evidence, today: date) -> bool:
    """Whether the evidence is too old to count today."""
    return indicator.window_days is not None and row.day + timedelta(days=indicator.window_days) < today


def indicators(ctx: Context) -> tuple[Indicator, ...]:
    """Every indicator of the enabled plugins."""
    return tuple(one for plugin in ctx.platform.registry.plugins for one in plugin.indicators)


def holds(where: Iterable[Where], data: Mapping[str, Any], municipality: str) -> bool:
    """Whether the data of an event fulfil every condition."""
    return all(_holds(one, data, municipality) for one in where)


def _holds(where: Where, data: Mapping[str, Any], municipality: str) -> bool:
    held = data.get(where.field)
    wanted = municipality if where.value == "$municipality" else where.value
    match where.operator:
        case "=":
            return bool(held == wanted)
        case "!=":
            return bool(held != wanted)
        case "in":
            return held in wanted
        case ">=":
            return held is not None and Decimal(str(held)) >= Decimal(str(wanted))
        case "<=":
            return held is not None and Decimal(str(held)) <= Decimal(str(wanted))
        case "present":
            return held is not None


def _add(ctx: Context, indicator: Indicator, event: Envelope) -> bool:
    concerns = event.name == indicator.event or event.name in indicator.retracted_by
    thing = event.data.get(indicator.distinct)
    if not concerns or thing is None:
        return False
    held = ctx.session.exec(
        select(Evidence.id).where(Evidence.indicator == indicator.name, Evidence.event_id == event.id)
    ).first()
    if held is not None:
        return False
    counts = event.name == indicator.event and holds(
        indicator.where, event.data, ctx.settings.municipality.code
    )
    retraction = ctx.session.get(Retraction, event.id)
    ctx.session.add(
        Evidence(
            indicator=indicator.name,
            thing=str(thing),
            event_id=event.id,
            event_name=event.name,
            at=event.at,
            day=_day(ctx, indicator, event),
            counts=counts,
            amount=_amount(event.data.get(indicator.sums)) if indicator.sums else None,
            organisation_id=_organisation(event.data),
            retracted_by=retraction.event_id if retraction else None,
        )
    )
    ctx.session.flush()
    _decide(ctx, indicator.name, str(thing))
    return True


def _retract(ctx: Context, retracted: UUID, by: UUID) -> set[str]:
    if ctx.session.get(Retraction, retracted) is None:
        ctx.session.add(Retraction(retracted_id=retracted, event_id=by))
    touched = set()
    for row in ctx.session.exec(select(Evidence).where(Evidence.event_id == retracted)).all():
        row.retracted_by = by
        ctx.session.add(row)
        ctx.session.flush()
        _decide(ctx, row.indicator, row.thing)
        touched.add(row.indicator)
    return touched


def _decide(ctx: Context, indicator: str, thing: str) -> None:
    """Let the latest evidence about the thing stand, when it counts and nobody took it back."""
    rows = ctx.session.exec(
        select(Evidence).where(Evidence.indicator == indicator, Evidence.thing == thing)
    ).all()
    left = [row for row in rows if row.retracted_by is None]
    latest = max(left, key=lambda row: (row.at, row.event_id), default=None)
    for row in rows:
        stands = row is latest and row.counts
        if row.stands != stands:
            row.stands = stands
            ctx.session.add(row)
    ctx.session.flush()


def _day(ctx: Context, indicator: Indicator, event: Envelope) -> date:
    said = event.data.get(indicator.dated_by) if indicator.dated_by else None
    if isinstance(said, str):
        try:
            return date.fromisoformat(said[:10])
        except ValueError:
            pass
    return event.at.astimezone(ctx.settings.municipality.zone).date()


def _amount(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _organisation(data: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(data["organisation_id"]))
    except (KeyError, ValueError):
        return None
