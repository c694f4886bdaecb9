"""The radar: which notices that can still be answered are new, closing or changed, and fit a search.

Only such notices have rows in `tendering_notice_code` and in the indexes of the three views, so a search
among a million notices looks at the open ones. A code or word that few notices have is the beginning of the
query. Otherwise the index of the view, which holds all that is filtered by, is walked in its order until
a page is full; the notices themselves are read for that page alone.
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
from utblick_tendering.models import ANSWERABLE, ASKING, Notice, Watch
from utblick_tendering.reading.values import SWEDISH_TIME
from utblick_tendering.service.facts import stems_of
from utblick_tendering.vocabulary.cpv import significant

PAGE = 50
FEW = 2_000
"""So many rows of a code are looked up one by one; beyond that the notices are walked."""
_COUNTED = 10_000
"""Beyond that a code is so common that a page is soon full."""
VIEWS: Mapping[str, str] = {
    "closing": "n.deadline ASC, n.id ASC",
    "new": "n.published_on DESC NULLS LAST, n.id DESC",
    "changed": "n.state_since DESC, n.id DESC",
}
_WITHIN = {
    "closing": "n.deadline >= :now",
    "new": "(n.deadline IS NULL OR n.deadline >= :now)",
    "changed": "n.state = 'changed' AND (n.deadline IS NULL OR n.deadline >= :now)",
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
    inner, values = _page(ctx, search, view)
    columns = ", ".join(f"n.{name}" for name in _COLUMNS)
    query = (
        f"SELECT {columns} FROM tendering_notice n WHERE n.id IN"  # noqa: S608
        f" (SELECT few.id FROM ({inner} LIMIT :most OFFSET :passed) few) ORDER BY {VIEWS[view]}"
    )
    table = Notice.__table__  # type: ignore[attr-defined]
    asked = text(query).columns(**{name: table.c[name].type for name in _COLUMNS})
    values |= {"now": ctx.now, "most": limit + 1, "passed": offset}
    types = dict.fromkeys(("now", "since", "closes_before"), table.c.deadline.type) | {"company": Uuid()}
    typed = [bindparam(name, type_=kind) for name, kind in types.items() if name in values]
    rows = ctx.session.execute(asked.bindparams(*typed), values).all()
    return Found(rows[:limit], len(rows) > limit)


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


_AS_A_LIST = "coalesce(n.id, n.id)"
"""No index answers for this, so that the list is looked up in and not gone through."""
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


def _counts(ctx: Context, groups: Sequence[_Group]) -> list[int]:
    """How many rows each has, as far as that matters."""
    counts = []
    for place, group in enumerate(groups):
        having, values = _having(place, group)
        counting = (
            f"SELECT count(*) FROM (SELECT 1 FROM tendering_notice_code c WHERE {having} LIMIT :most) few"  # noqa: S608
        )
        asked = text(counting).bindparams(**values, most=_COUNTED)
        counts.append(int(ctx.session.execute(asked).scalar_one()))
    return counts


def _page(ctx: Context, search: Search, view: str) -> tuple[str, dict[str, Any]]:
    """The query for the ids of a page in their order, with its values.

    Of several codes the one that the fewest notices have comes first: as the beginning of the query, or,
    where nothing may be left when the others are asked, as a list that each notice is looked up in.
    """
    conditions, values = _more_conditions(search)
    conditions = [f"n.{ANSWERABLE}", _WITHIN[view], *conditions]
    source, groups = "tendering_notice n", _groups(search)
    counts = _counts(ctx, groups)
    walked = ctx.session.connection().dialect.name == "sqlite"  # PostgreSQL makes its own lists
    for nth, place in enumerate(sorted(range(len(groups)), key=counts.__getitem__)):
        having, given = _having(place, groups[place])
        values |= given
        its = f"FROM tendering_notice_code c WHERE {having}"
        if nth == 0 and counts[place] <= FEW:
            source = f"(SELECT DISTINCT c.notice_id {its}) few CROSS JOIN {source}"
            conditions.append("n.id = few.notice_id")
        elif nth == 0 and walked and len(groups) > 1 and counts[place] < _COUNTED:
            conditions.append(f"{_AS_A_LIST} IN (SELECT c.notice_id {its})")
        else:
            conditions.append(f"EXISTS (SELECT 1 {its} AND c.notice_id = n.id)")
    where = " AND ".join(conditions)
    return f"SELECT n.id FROM {source} WHERE {where} ORDER BY {VIEWS[view]}", values  # noqa: S608


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
