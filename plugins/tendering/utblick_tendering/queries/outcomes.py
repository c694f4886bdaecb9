"""How the awards of a notice bear on a bid: whether it won, lost, or is not meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_tendering.models import Award, Bid, Lot
from utblick_tendering.queries import bids as queries

WON, LOST, NOBODY = "won", "lost", "nobody"
_SELECTED, _CLOSED = "selec-w", "clos-nw"


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
    winners = [a for a in meant if a.code == _SELECTED or a.winner_name or a.winner_number or a.winner_id]
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
    if meant and all(a.code == _CLOSED for a in meant):
        return Outcome(NOBODY, meant[0].awarded_on)
    return None


def _ours(ctx: Context, one: Bid, winners: Sequence[Award]) -> list[Award]:
    bidders = queries.bidders(ctx, one)
    numbers = {digits(ctx.organisations.get(party).orgnr or "") for party in bidders} - {""}
    return [a for a in winners if a.winner_id in bidders or digits(a.winner_number) in numbers]


def digits(number: str) -> str:
    """An organisation number as ten digits: 556012-3456, SE556012345601 and 165560123456 are the same."""
    found = "".join(sign for sign in number if sign.isdigit())
    if number.strip().upper().startswith("SE") and len(found) == 12 and found.endswith("01"):
        return found[:10]
    return found[2:] if len(found) == 12 and found.startswith("16") else found
