"""Questions about consortia and their seats, and who could take one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, NotFound, token_hash
from utblick_partnerships.eligibility import Facts, Party
from utblick_partnerships.models import (
    FILLED,
    Consortium,
    ConsortiumState,
    Seat,
    SeatRole,
    SeatState,
)

_BUSINESS = ("company", "foreign_partner")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation of the register that could take a seat, and what speaks for it."""

    id: UUID
    name: str
    country: str
    kind: str
    small: bool
    local: bool
    worked_with: bool


def consortium(ctx: Context, consortium_id: UUID) -> Consortium:
    """The consortium, or `NotFound`."""
    found = ctx.session.get(Consortium, consortium_id)
    if found is None:
        raise NotFound
    return found


def seat(ctx: Context, seat_id: UUID) -> Seat:
    """The seat, or `NotFound`."""
    found = ctx.session.get(Seat, seat_id)
    if found is None:
        raise NotFound
    return found


def seats(ctx: Context, consortium_id: UUID) -> Sequence[Seat]:
    """The seats of a consortium: the lead first, then in their order."""
    query = select(Seat).where(Seat.consortium_id == consortium_id)
    rows = ctx.session.exec(query.order_by(col(Seat.place), col(Seat.id))).all()
    order = [role.value for role in SeatRole]
    return sorted(rows, key=lambda one: order.index(one.role))


def by_token(ctx: Context, token: str, *, lock: bool = False) -> Seat | None:
    """The seat that an invitation's link belongs to."""
    query = select(Seat).where(Seat.token_hash == token_hash(token))
    return ctx.session.exec(query.with_for_update() if lock else query).first()


def facts_of(ctx: Context, row: Consortium, rows: Sequence[Seat]) -> Facts:
    """A consortium as the rules of eligibility see it. A seat without an organisation does not count."""
    parties = ctx.organisations.each([one.organisation_id for one in rows if one.organisation_id])
    counted = [
        Party(
            role=one.role,
            kind=_kind(parties[one.organisation_id].kind),
            country=parties[one.organisation_id].country,
            sure=one.state in FILLED,
        )
        for one in rows
        if one.organisation_id in parties and one.state != SeatState.DECLINED
    ]
    return Facts(
        parties=tuple(counted),
        months=row.months,
        participants=row.participants,
        international=row.international,
        event_countries=tuple(row.event_countries),
        budget=row.budget,
        grant=row.grant,
        cooperation=(row.development, row.implementation, row.staffing, row.financing),
    )


def candidates(ctx: Context, wanted: Seat, taken: Sequence[Seat], *, limit: int = 6) -> list[Candidate]:
    """Organisations of the register that fit what a seat asks for, those that we have worked with first."""
    busy = {one.organisation_id for one in taken}
    known = partners_before(ctx)
    found = []
    for one in ctx.organisations.listed(kind=wanted.wanted_kind, country=wanted.wanted_country):
        small = ctx.organisations.is_small(one)
        if one.id in busy:
            continue
        if wanted.wanted_size and (small if wanted.wanted_size == "small" else one.size_class) not in (
            True,
            wanted.wanted_size,
        ):
            continue
        local = ctx.organisations.is_local(one)
        found.append(Candidate(one.id, one.name, one.country, one.kind, small, local, one.id in known))
    found.sort(key=lambda one: (not one.worked_with, not (one.local and one.small), one.name.casefold()))
    return found[:limit]


def partners_before(ctx: Context) -> set[UUID]:
    """The organisations that have said yes to a seat before."""
    query = select(Seat.organisation_id).where(col(Seat.state).in_(FILLED)).distinct()
    return {one for one in ctx.session.exec(query) if one is not None}


def counts(ctx: Context, consortium_id: UUID) -> dict[str, int]:
    """How many seats stand in each state."""
    query = select(Seat.state, func.count()).where(Seat.consortium_id == consortium_id)
    return dict(ctx.session.exec(query.group_by(col(Seat.state))).all())


def unanswered(ctx: Context, *, before: date) -> Sequence[Seat]:
    """Invitations that were sent before that day and have no answer."""
    query = select(Seat).where(Seat.state == SeatState.INVITED, col(Seat.invited_on) < before)
    return ctx.session.exec(query).all()


def being_built(ctx: Context, *, limit: int = 5) -> Sequence[Consortium]:
    """The consortia that are being built, the latest changed first."""
    query = select(Consortium).where(Consortium.state == ConsortiumState.BUILDING)
    return ctx.session.exec(query.order_by(col(Consortium.updated_at).desc()).limit(limit)).all()


def seats_of(ctx: Context, organisation_id: UUID, *, limit: int = 6) -> Sequence[tuple[Seat, Consortium]]:
    """The seats that an organisation has or is thought of for."""
    query = (
        select(Seat, Consortium)
        .join(Consortium, col(Consortium.id) == col(Seat.consortium_id))
        .where(Seat.organisation_id == organisation_id)
        .order_by(col(Seat.updated_at).desc())
    )
    return ctx.session.exec(query.limit(limit)).all()


def _kind(kind: str) -> str:
    """A foreign partner of no said kind counts as a company."""
    return "company" if kind in _BUSINESS else kind
