"""The radar: which notices that can still be answered are new, closing or changed, and fit a search.

Only such notices have rows in `tendering_notice_code`, so a search among a million notices looks at the
open ones. A filter that few notices meet is the beginning of the query; otherwise the notices are walked
in the order in which they are shown, until a page is full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlmodel import col, func, select

from utblick.api import Context
from utblick_tendering.models import ASKING, OPEN_NOTICES, Notice, NoticeState, Watch
from utblick_tendering.reading.values import SWEDISH_TIME
from utblick_tendering.service.facts import stems_of
from utblick_tendering.vocabulary.cpv import significant

PAGE = 50
FEW = 2_000
"""So many rows of a filter are looked up one by one; beyond that the notices are walked."""
VIEWS: Mapping[str, str] = {
    "closing": "n.deadline ASC, n.id ASC",
    "new": "n.published_on DESC, n.id DESC",
    "changed": "n.state_since DESC, n.id DESC",
}
_WITHIN = {
    "closing": "n.deadline >= :now",
    "new": "(n.deadline IS NULL OR n.deadline >= :now)",
    "changed": "(n.deadline IS NULL OR n.deadline >= :now)",
}
_COLUMNS = (
    "id", "title", "buyer_name", "state", "form_type", "own", "country", "cpv", "nuts", "value", "currency",
    "published_on", "deadline", "lot_count", "state_since", "created_at", "web_url",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for; what is empty narrows nothing. Codes stand for all that begin with them."""

    words: str = ""
    cpv: tuple[str, ...] = ()
    nuts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    nature: str = ""
    buyer: str = ""
    organisation_id: UUID | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    closes_before: date | None = None
    small_firms: bool = False
    since: datetime | None = field(default=None, repr=False)

    @property
    def is_empty(self) -> bool:
        return all(not getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Found:
    """One page of notices, and whether there are more."""

    rows: Sequence[Any]
    more: bool


def of_watch(watch: Watch) -> Search:
    """What a watch looks for."""
    return Search(
        words=watch.words,
        cpv=tuple(watch.cpv),
        nuts=tuple(watch.nuts),
        countries=tuple(watch.countries),
        buyer=watch.buyer,
        organisation_id=watch.organisation_id,
        value_from=watch.value_from,
        value_to=watch.value_to,
        small_firms=watch.small_firms,
    )


def as_query(search: Search) -> list[tuple[str, str]]:
    """The search as parts of an address, by the names of a watch's fields."""
    pairs: list[tuple[str, str]] = []
    for name in ("words", "nature", "buyer", "organisation_id", "value_from", "value_to", "closes_before"):
        value = getattr(search, name)
        if value not in (None, ""):
            pairs.append((name, str(value)))
    for name in ("cpv", "nuts", "countries"):
        pairs += [(name, code) for code in getattr(search, name)]
    return pairs + ([("small_firms", "1")] if search.small_firms else [])


def find(ctx: Context, search: Search, view: str = "closing", *, limit: int = PAGE, offset: int = 0) -> Found:
    """The notices that the search fits, in the order of the view."""
    groups = _groups(search)
    fewest = _fewest(ctx, groups)
    states = [NoticeState.CHANGED] if view == "changed" else list(OPEN_NOTICES)
    wanted = limit + offset + 1
    if fewest is not None:
        rows = _rows(ctx, search, groups, view, states, wanted=wanted, first=fewest)
    else:
        rows = [
            row
            for state in states
            for row in _rows(ctx, search, groups, view, [state], wanted=wanted, first=None)
        ]
        rows = _in_order(rows, view)
    return Found(rows[offset : offset + limit], len(rows) > offset + limit)


def arrived(ctx: Context, days: int) -> list[tuple[date, int]]:
    """How many notices that can be answered were taken in on each of the last days."""
    first = ctx.now - timedelta(days=days - 1)
    taken = func.date(col(Notice.created_at))
    query = (
        select(taken, func.count())
        .where(
            col(Notice.created_at) >= first.replace(hour=0, minute=0, second=0, microsecond=0),
            col(Notice.form_type).in_(ASKING),
        )
        .group_by(taken)
    )
    counts = {str(day)[:10]: n for day, n in ctx.session.execute(query).all()}
    shown = [(first + timedelta(days=n)).date() for n in range(days)]
    return [(day, counts.get(day.isoformat(), 0)) for day in shown]


_Group = tuple[str, tuple[tuple[str, str], ...]]
"""A scheme, and the ranges of codes of which a notice must have one."""


def _groups(search: Search) -> list[_Group]:
    groups: list[_Group] = []
    if search.cpv:
        groups.append(("cpv", tuple(_cpv_range(code) for code in search.cpv)))
    if search.nuts:
        groups.append(("nuts", tuple((code, code.ljust(5, "Z")) for code in search.nuts)))
    groups += [("word", ((one, one),)) for one in stems_of(search.words)[:8]]
    return groups


def _cpv_range(code: str) -> tuple[str, str]:
    stem = significant(code)
    return stem.ljust(8, "0"), stem.ljust(8, "9")


def _having(place: int, group: _Group) -> tuple[str, dict[str, Any]]:
    """The condition on rows of codes, with its values."""
    scheme, ranges = group
    values = {f"g{place}_s": scheme}
    parts = []
    for n, (low, high) in enumerate(ranges):
        values |= {f"g{place}_l{n}": low, f"g{place}_h{n}": high}
        parts.append(f"c.code BETWEEN :g{place}_l{n} AND :g{place}_h{n}")
    return f"c.scheme = :g{place}_s AND ({' OR '.join(parts)})", values


def _fewest(ctx: Context, groups: Sequence[_Group]) -> int | None:
    """The filter that the fewest notices meet, when those are few enough to begin with."""
    counts = []
    for place, group in enumerate(groups):
        having, values = _having(place, group)
        counting = (
            f"SELECT count(*) FROM (SELECT 1 FROM tendering_notice_code c WHERE {having} LIMIT :most) few"  # noqa: S608
        )
        asked = text(counting).bindparams(**values, most=FEW + 1)
        counts.append((int(ctx.session.execute(asked).scalar_one()), place))
    count, place = min(counts, default=(FEW + 1, -1))
    return place if count <= FEW else None


def _rows(
    ctx: Context,
    search: Search,
    groups: Sequence[_Group],
    view: str,
    states: Sequence[str],
    *,
    wanted: int,
    first: int | None,
) -> list[Any]:
    values: dict[str, Any] = {"now": ctx.now, "most": wanted}
    names = [f"state{n}" for n in range(len(states))]
    values |= dict(zip(names, states, strict=True))
    conditions = [f"n.state IN ({', '.join(':' + name for name in names)})", _WITHIN[view]]
    if len(states) == 1:
        conditions[0] = "n.state = :state0"
    source = "tendering_notice n"
    for place, group in enumerate(groups):
        having, given = _having(place, group)
        values |= given
        if place == first:
            few = f"(SELECT DISTINCT c.notice_id FROM tendering_notice_code c WHERE {having}) few"  # noqa: S608
            source = f"{few} CROSS JOIN tendering_notice n"
            conditions.append("n.id = few.notice_id")
        else:
            conditions.append(
                f"EXISTS (SELECT 1 FROM tendering_notice_code c WHERE c.notice_id = n.id AND {having})"  # noqa: S608
            )
    more, given = _more_conditions(search)
    columns = ", ".join(f"n.{name}" for name in _COLUMNS)
    where = " AND ".join([*conditions, *more])
    query = f"SELECT {columns} FROM {source} WHERE {where} ORDER BY {VIEWS[view]} LIMIT :most"  # noqa: S608
    table = Notice.__table__  # type: ignore[attr-defined]
    asked = text(query).columns(**{name: table.c[name].type for name in _COLUMNS})
    types = dict.fromkeys(("now", "since", "closes_before"), table.c.deadline.type) | {"company": Uuid()}
    typed = [bindparam(name, type_=kind) for name, kind in types.items() if name in values | given]
    return list(ctx.session.execute(asked.bindparams(*typed), values | given).all())


def _more_conditions(search: Search) -> tuple[list[str], dict[str, Any]]:
    found: list[str] = []
    values: dict[str, Any] = {}
    if search.countries:
        names = {f"country{n}": code for n, code in enumerate(search.countries)}
        found.append(f"n.country IN ({', '.join(':' + name for name in names)})")
        values |= names
    if search.nature:
        found.append("n.nature = :nature")
        values["nature"] = search.nature
    if search.buyer:
        found.append("lower(n.buyer_name) LIKE :buyer")
        values["buyer"] = f"%{search.buyer.lower()}%"
    if search.organisation_id:
        found.append(
            "n.id IN (SELECT m.notice_id FROM tendering_match m WHERE m.organisation_id = :company"
            " AND m.state <> 'dismissed')"
        )
        values["company"] = search.organisation_id
    for name, sign in (("value_from", ">="), ("value_to", "<=")):
        amount = getattr(search, name)
        if amount is not None:
            found.append(f"n.value_sek {sign} :{name}")
            values[name] = float(amount)
    if search.closes_before:
        found.append("n.deadline < :closes_before")
        values["closes_before"] = _end_of(search.closes_before)
    if search.small_firms:
        found.append("n.suits_small_firms")
    if search.since:
        found.append("n.created_at > :since")
        values["since"] = search.since
    return found, values


def _end_of(day: date) -> datetime:
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=SWEDISH_TIME)


def _in_order(rows: list[Any], view: str) -> list[Any]:
    name = {"closing": "deadline", "new": "published_on", "changed": "state_since"}[view]
    held = [row for row in rows if getattr(row, name) is not None]
    held.sort(key=lambda row: (getattr(row, name), row.id), reverse=view != "closing")
    return held + [row for row in rows if getattr(row, name) is None]
