"""How the awards of a notice bear on a bid: whether it won, lost, or is not meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, organisation_number
from utblick_tendering.models import LOT_ENDED, LOT_WON, Award, Bid, Lot
from utblick_tendering.queries import bids as queries

WON, LOST, NOBODY = "won", "lost", "nobody"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a result notice says of one bid; `price` only where the winner and the lot are beyond doubt."""

    verdict: str
    on: date | None = None
    price: Decimal | None = None
    currency: str = ""


def awards_of(ctx: Context, outcome_id: UUID) -> Sequence[Award]:
    """What a result notice tells, lot by lot."""
    query = select(Award).where(Award.notice_id == outcome_id)
    return ctx.session.exec(query.order_by(col(Award.lot_number), col(Award.id)).limit(1000)).all()


def outcome_of(ctx: Context, one: Bid, awards: Sequence[Award]) -> Outcome | None:
    """How the bid ended; None where the notice says nothing of its lot, or the lot is still open."""
    lot = ctx.session.get(Lot, one.lot_id) if one.lot_id else None
    meant = [a for a in awards if lot is None or not a.lot_number or a.lot_number == lot.number]
    winners = [a for a in meant if a.code == LOT_WON or a.winner_name or a.winner_number or a.winner_id]
    ours = _ours(ctx, one, winners)
    if ours:
        priced = ours[0] if len(ours) == 1 else None
        return Outcome(
            WON,
            ours[0].awarded_on,
            priced.price if priced else None,
            priced.currency if priced else "",
        )
    if winners:
        return Outcome(LOST, winners[0].awarded_on)
    if meant and all(a.code == LOT_ENDED for a in meant):
        return Outcome(NOBODY, meant[0].awarded_on)
    return None


def _ours(ctx: Context, one: Bid, winners: Sequence[Award]) -> list[Award]:
    bidders = queries.bidders(ctx, one)
    numbers = {_number(ctx.organisations.get(party).orgnr or "") for party in bidders} - {""}
    return [a for a in winners if a.winner_id in bidders or _number(a.winner_number) in numbers]


def _number(written: str) -> str:
    """An organisation number as registers write it; what is none as it stands."""
    return organisation_number(written) or written
