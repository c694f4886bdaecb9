"""Who wins what here: the awards that are held, added up by winner, place, competition, price, and year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import col, select

from utblick.api import Context, Msg, _
from utblick_tendering.models import Award
from utblick_tendering.vocabulary.cpv import cpv_name

MOST = 20_000
"""The latest awards that are reckoned with; the page says when there are more."""

HERE, COUNTRY, ABROAD, UNKNOWN = "here", "country", "abroad", "unknown"
PLACES: dict[str, Msg] = {
    HERE: _("Here in the municipality"),
    COUNTRY: _("Elsewhere in Sweden"),
    ABROAD: _("Abroad"),
    UNKNOWN: _("Not told"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked at: the two digits of a branch of CPV, words of the buyer, a year. Empty is all."""

    cpv: str = ""
    buyer: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Won:
    """One award with its winner, as the table and the file show it; `place` is a key of `PLACES`."""

    id: UUID
    notice_id: UUID
    winner: str
    winner_id: UUID | None
    place: str
    buyer: str
    cpv: str
    price: Decimal | None
    currency: str
    received: int | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Prices:
    """The published prices of a branch in one currency."""

    branch: str
    currency: str
    count: int
    median: Decimal
    lowest: Decimal
    highest: Decimal


def awards(ctx: Context, chosen: Filter) -> list[Won]:
    """The awards with a winner, the latest first."""
    parties: Any = Award.metadata.tables["core_organisation"]
    query: Select[Any] = (
        select(  # type: ignore[call-overload]
            Award.id,
            Award.notice_id,
            Award.winner_name,
            Award.winner_id,
            Award.winner_country,
            Award.buyer_name,
            Award.cpv_main,
            Award.price,
            Award.currency,
            Award.tenders_received,
            Award.awarded_on,
            parties.c.name,
            parties.c.municipality,
            parties.c.country,
        )
        .select_from(Award)
        .join(parties, parties.c.id == Award.winner_id, isouter=True)
        .where((col(Award.winner_name) != "") | col(Award.winner_id).is_not(None))
        .order_by(col(Award.awarded_on).is_(None), col(Award.awarded_on).desc(), col(Award.id))
        .limit(MOST + 1)
    )
    if chosen.cpv:
        query = query.where(col(Award.cpv_main).startswith(chosen.cpv))
    if chosen.buyer:
        query = query.where(col(Award.buyer_name).icontains(chosen.buyer, autoescape=True))
    if chosen.year:
        first, last = date(chosen.year, 1, 1), date(chosen.year, 12, 31)
        query = query.where(col(Award.awarded_on).between(first, last))
    home = ctx.settings.municipality.code
    return [_won(row, home) for row in ctx.session.execute(query)]


def years(ctx: Context) -> list[int]:
    """The years in which something was awarded, the latest first."""
    days: Select[Any] = select(Award.awarded_on).distinct().limit(MOST)  # type: ignore[type-var]
    return sorted({day.year for day in ctx.session.execute(days).scalars() if day}, reverse=True)


def branches(ctx: Context) -> list[tuple[str, str]]:
    """The branches of CPV (two digits) that something was awarded in, by name."""
    query = select(Award.cpv_main).where(Award.cpv_main != "").distinct().limit(MOST)
    found = {code[:2] for code in ctx.session.exec(query)}
    return sorted(((code, branch_name(code, ctx.language)) for code in found), key=lambda one: one[1])


def branch_name(code: str, language: str) -> str:
    """The name of a branch of CPV by its first two digits."""
    return cpv_name(f"{code[:2]}000000", language) or code[:2]


def winners(found: Sequence[Won], *, most: int = 8) -> list[tuple[str, int]]:
    """Those who have won most often, and how often."""
    return Counter(one.winner for one in found).most_common(most)


def by_place(found: Sequence[Won]) -> dict[str, int]:
    """How many awards went where."""
    counts = Counter(one.place for one in found)
    return {place: counts[place] for place in PLACES}


def by_competition(found: Sequence[Won]) -> list[tuple[str, int]]:
    """How many awards had one tender, two, three, four to five, six or more."""
    counts: Counter[str] = Counter()
    for one in found:
        if one.received is not None and one.received > 0:
            counts["1" if one.received == 1 else _span(one.received)] += 1
    return [(span, counts[span]) for span in ("1", "2", "3", "4–5", "6+")]


def by_year(found: Sequence[Won]) -> list[tuple[str, tuple[int, int]]]:
    """By year: awards to companies here, and to all others."""
    counts: dict[int, list[int]] = {}
    for one in found:
        if one.on is not None:
            counts.setdefault(one.on.year, [0, 0])[0 if one.place == HERE else 1] += 1
    return [(str(year), (counts[year][0], counts[year][1])) for year in sorted(counts)][-8:]


def prices(found: Sequence[Won], language: str) -> list[Prices]:
    """Median and range of the published prices, by branch and currency, the commonest first."""
    known: dict[tuple[str, str], list[Decimal]] = {}
    for one in found:
        if one.price is not None and one.price > 0 and one.cpv:
            known.setdefault((one.cpv[:2], one.currency), []).append(one.price)
    rows = [
        Prices(branch_name(code, language), currency, len(some), median(some), min(some), max(some))
        for (code, currency), some in known.items()
    ]
    return sorted(rows, key=lambda row: (-row.count, row.branch))


def _span(received: int) -> str:
    return str(received) if received <= 3 else "4–5" if received <= 5 else "6+"


def _won(row: Any, home: str) -> Won:
    return Won(
        id=row.id,
        notice_id=row.notice_id,
        winner=row.name or row.winner_name,
        winner_id=row.winner_id,
        place=_place(row.municipality or "", row.country or row.winner_country or "", home),
        buyer=row.buyer_name,
        cpv=row.cpv_main,
        price=row.price,
        currency=row.currency,
        received=row.tenders_received,
        on=row.awarded_on,
    )


def _place(municipality: str, country: str, home: str) -> str:
    if municipality == home:
        return HERE
    if not country:
        return UNKNOWN
    return COUNTRY if country in ("SE", "SWE") else ABROAD
