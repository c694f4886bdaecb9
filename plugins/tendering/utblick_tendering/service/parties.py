"""Buyers and winners of notices as organisations of the register, known by their numbers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import col

from utblick.api import Context, find_country, organisation_number
from utblick_tendering.models import Award, Notice
from utblick_tendering.reading import Notice as Published
from utblick_tendering.reading import Organisation
from utblick_tendering.settings import TenderingSettings

_OWN = "tendering_own"


def without_personal_numbers(notice: Published) -> Published:
    """The notice as it may be kept: a sole trader's number is a personal identity number and is left out."""
    return replace(
        notice,
        buyers=_kept(notice.buyers),
        organisations=_kept(notice.organisations),
        results=tuple(replace(result, winners=_kept(result.winners)) for result in notice.results),
    )


def number_of(party: Organisation) -> str:
    """The party's number as registers write it; a foreign one as it stands."""
    if not party.identifier:
        return ""
    known = organisation_number(party.identifier)
    if known is not None and _may_be_swedish(party):
        return known
    return "" if _is_swedish(party) else party.identifier[:40]


def swedish_numbers(parties: Iterable[Organisation]) -> set[str]:
    """The numbers of those that may stand in the register."""
    numbers = {number_of(party) for party in parties}
    return {number for number in numbers if number and organisation_number(number) == number}


def buyer_facts(ctx: Context, notice: Published, find: Callable[[str], UUID | None]) -> dict[str, Any]:
    """The columns that tell of the buyer; of several buyers the first, and `own` if any of them is ours.

    `find` gives the organisation of the register with a number.
    """
    numbers = [number_of(buyer) for buyer in notice.buyers]
    ids = [find(number) for number in numbers]
    return {
        "buyer_number": numbers[0] if numbers else "",
        "buyer_id": ids[0] if ids else None,
        "own": is_own(ctx, zip(numbers, ids, strict=True)),
    }


def is_own(ctx: Context, buyers: Iterable[tuple[str, UUID | None]]) -> bool:
    """Whether one of the buyers is the municipality or a company that it owns.

    The settings name them by number, and the register by its relations.
    """
    numbers, ids = _own(ctx)
    return any(number in numbers or party in ids for number, party in buyers)


def link(ctx: Context, organisation_id: UUID) -> int:
    """Have notices and awards point at an organisation that has come into the register since."""
    number = ctx.organisations.get(organisation_id).orgnr
    if not number:
        return 0
    bought = select(Notice).where(col(Notice.buyer_number) == number, col(Notice.buyer_id).is_(None))
    found = 0
    for notice in ctx.session.scalars(bought):
        notice.buyer_id = organisation_id
        notice.own = notice.own or is_own(ctx, [(number, organisation_id)])
        ctx.session.add(notice)
        found += 1
    won = update(Award).where(col(Award.winner_number) == number, col(Award.winner_id).is_(None))
    changed = ctx.session.connection().execute(won.values(winner_id=organisation_id))
    return found + int(changed.rowcount)


def _own(ctx: Context) -> tuple[frozenset[str], frozenset[UUID]]:
    """Our own numbers and organisations, looked up once for all that one transaction does."""
    held: tuple[frozenset[str], frozenset[UUID]] | None = ctx.session.info.get(_OWN)
    if held is None:
        given = ctx.plugin_settings(TenderingSettings).own_buyers
        numbers = frozenset(known for one in given if (known := organisation_number(one)))
        held = ctx.session.info[_OWN] = (numbers, ctx.organisations.own())
    return held


def _kept(parties: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    return tuple(replace(one, identifier=None) if _is_personal(one) else one for one in parties)


def _is_personal(party: Organisation) -> bool:
    """Ten digits or more in Sweden that are no organisation number: one of a person, or not to be told."""
    digits = sum(sign.isdigit() for sign in party.identifier or "")
    return digits >= 10 and _may_be_swedish(party) and organisation_number(party.identifier) is None


def _is_swedish(party: Organisation) -> bool:
    known = find_country(party.country) if party.country else None
    return known is not None and known.code == "SE"


def _may_be_swedish(party: Organisation) -> bool:
    return not party.country or _is_swedish(party)
