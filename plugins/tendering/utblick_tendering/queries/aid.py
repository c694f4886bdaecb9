"""The ledger of small aid: what a firm has been given in three years, against what it may be given."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context
from utblick_tendering.models import Advice

CEILING = Decimal(300_000)
"""Euro in three years to a single undertaking: Regulation (EU) 2023/2831, article 3(2)."""
YEARS = 3
WARN_AT = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Aid:
    """What a firm has been given as small aid since `since`, in euro, and the hours of all advice."""

    since: date
    given: Decimal
    hours: Decimal

    @property
    def share(self) -> Decimal:
        """Of the ceiling: 1 is all of it."""
        return self.given / CEILING

    @property
    def left(self) -> Decimal:
        """How much may still be given; never below nothing."""
        return max(CEILING - self.given, Decimal(0))

    @property
    def near(self) -> bool:
        """Whether it is time to warn."""
        return self.share >= WARN_AT


def aid_of(ctx: Context, organisation_id: UUID, *, day: date | None = None, but: UUID | None = None) -> Aid:
    """What a firm was given in the three years up to a day; `but` is a row that is left out."""
    until = day or ctx.today
    since = _years_before(until, YEARS)
    mine = (
        Advice.organisation_id == organisation_id,
        col(Advice.given_on) > since,
        col(Advice.given_on) <= until,
        Advice.id != but if but else True,
    )
    with ctx.session.no_autoflush:
        given = select(func.sum(Advice.value_eur)).where(*mine, col(Advice.de_minimis).is_(True))
        hours = select(func.sum(Advice.hours)).where(*mine)
        return Aid(since, _amount(ctx.session.exec(given).one()), _amount(ctx.session.exec(hours).one()))


def _amount(found: object) -> Decimal:
    return found if isinstance(found, Decimal) else Decimal(str(found or 0))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
