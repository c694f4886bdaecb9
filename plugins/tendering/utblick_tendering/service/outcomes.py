"""How procurements ended: what result notices tell lot by lot, and of which notice they tell it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import col

from utblick.api import Context, find_country
from utblick_tendering.events import NoticeAwarded
from utblick_tendering.matching.states import names_of
from utblick_tendering.models import ASKING, LOT_ENDED, LOT_WON, Award, Lot, Notice, NoticeState
from utblick_tendering.reading import Notice as Published
from utblick_tendering.reading import Organisation, Result
from utblick_tendering.service.batch import Batch
from utblick_tendering.service.facts import in_words
from utblick_tendering.service.names import names_written
from utblick_tendering.service.parties import number_of

TELLING = frozenset({"result", "dir-awa-pre"})
GONE = frozenset({NoticeState.SUPERSEDED, NoticeState.CANCELLED})


def own_end(notice: Published) -> NoticeState | None:
    """The end that a result notice tells of; None when it tells of none yet."""
    codes = {result.code for result in notice.results}
    if LOT_WON in codes:
        return NoticeState.AWARDED
    return NoticeState.WITHOUT_WINNER if codes == {LOT_ENDED} else None


def add_awards(batch: Batch, row: Notice, notice: Published, asking: Notice | None) -> None:
    """Keep what the notice tells of each lot."""
    told = {"notice_id": row.id, "lot_notice_id": asking.id if asking else None}
    awards = [one for result in notice.results for one in _awards(batch, row, notice, result)]
    batch.add(*(batch.new(Award, **told, **one) for one in awards), model=Award)


def forget_awards(ctx: Context, row: Notice) -> None:
    """What an older version told of the lots is told no more."""
    ctx.session.connection().execute(delete(Award).where(col(Award.notice_id) == row.id))


def asked_by(batch: Batch, row: Notice) -> Notice | None:
    """The notice that asked for the tenders which this one decides on; None when it is not held."""
    if row.form_type not in TELLING:
        return None
    named = [key for name in _names_before(row) for key in names_written(name)]
    found = [*batch.known_by(named), *batch.of_procedure(row.procedure_id)]
    living = [_living(batch, one) for one in found if one.id != row.id and one.form_type in ASKING]
    return min(living, key=_most_likely, default=None)


def told_of(batch: Batch, row: Notice, notice: Published) -> list[Notice]:
    """The result notices held that decide on this one, which asked for tenders."""
    if row.form_type not in ASKING:
        return []
    found = [*batch.of_procedure(row.procedure_id), *batch.naming_before(names_of(notice))]
    return list({one.id: one for one in found if one.form_type in TELLING}.values())


def claim(batch: Batch, row: Notice, results: Sequence[Notice]) -> bool:
    """Have results that came before the notice which they decide on point at it; says if there are any."""
    ids = [one.id for one in results]
    if ids:
        told = update(Award).where(col(Award.notice_id).in_(ids)).values(lot_notice_id=row.id)
        batch.ctx.session.connection().execute(told)
        row.outcome_id = ids[-1]
    return bool(ids)


def end_of(ctx: Context, row: Notice, open_lots: frozenset[str]) -> NoticeState | None:
    """The end of a notice by all that is told of its lots; None while a lot can still be answered."""
    told = select(col(Award.lot_number), col(Award.code)).where(col(Award.lot_notice_id) == row.id)
    codes = {lot: code for lot, code in ctx.session.execute(told) if code in (LOT_WON, LOT_ENDED)}
    if not codes or open_lots - codes.keys():
        return None
    if LOT_WON in codes.values():
        return NoticeState.AWARDED
    return NoticeState.WITHOUT_WINNER if len(codes) >= row.lot_count else None


def open_lots(ctx: Context, row: Notice) -> frozenset[str]:
    """The lots of a notice that is held whose deadline has not passed."""
    waiting = select(col(Lot.number)).where(
        col(Lot.notice_id) == row.id, col(Lot.deadline) >= ctx.now, col(Lot.withdrawn).is_(False)
    )
    return frozenset(ctx.session.scalars(waiting))


def conclude(ctx: Context, asking: Notice, result: Notice) -> None:
    """Mark the notice that asked as awarded or without a winner, and tell the house."""
    end = end_of(ctx, asking, open_lots(ctx, asking))
    if end is None or asking.state in GONE or (asking.state == end and asking.outcome_id == result.id):
        return
    if asking.state != end:
        asking.state, asking.state_since = end, ctx.now
    asking.outcome_id = result.id
    ctx.session.add(asking)
    ctx.publish(
        NoticeAwarded(
            notice_id=asking.id,
            buyer_id=asking.buyer_id,
            publication_number=asking.publication_number,
            form_type=asking.form_type,
            own=asking.own,
            outcome_id=result.id,
            awarded=end == NoticeState.AWARDED,
            winner_ids=winners(ctx, asking.id),
        )
    )


def winners(ctx: Context, notice_id: UUID) -> list[UUID]:
    """The organisations of the register that won something of a notice."""
    query = select(col(Award.winner_id)).where(
        col(Award.lot_notice_id) == notice_id, col(Award.winner_id).is_not(None)
    )
    return sorted(one for one in set(ctx.session.scalars(query)) if one)


def _names_before(row: Notice) -> list[str]:
    return [one for one in (row.previous_notice, row.changes_notice) if one]


def _living(batch: Batch, row: Notice) -> Notice:
    """The notice that stands in this one's place today."""
    seen = {row.id}
    while row.state == NoticeState.SUPERSEDED and row.replaced_by_id and row.replaced_by_id not in seen:
        after = batch.ctx.session.get(Notice, row.replaced_by_id)
        if after is None:
            break
        row = after
        seen.add(row.id)
    return row


def _most_likely(row: Notice) -> tuple[bool, int, int]:
    """A call that still stands before a planning notice, and of several the newest."""
    return row.state in GONE, ASKING.index(row.form_type), -row.id.int


def _awards(batch: Batch, row: Notice, notice: Published, result: Result) -> Iterator[dict[str, Any]]:
    cpv = {lot.id: lot.cpv for lot in notice.lots}
    lot_codes = cpv.get(result.lot) or (next(iter(cpv.values())) if len(cpv) == 1 else ())
    common = {
        "lot_number": (result.lot or "")[:40],
        "code": (result.code or "")[:10],
        "reason": (result.reason or "")[:40],
        "tenders_received": result.received,
        "buyer_name": row.buyer_name,
        "cpv_main": next(iter([*lot_codes, *notice.cpv]), ""),
        "awarded_on": date.fromisoformat(result.decided[:10]) if result.decided else None,
    }
    prices = result.tenders if len(result.tenders) == max(len(result.winners), 1) else ()
    for place, winner in enumerate(result.winners or (None,)):
        price = prices[place] if prices and winner is not None else None
        yield {
            **common,
            **_winner(batch, winner, notice),
            "price": price.amount if price else None,
            "currency": (price.currency or "")[:3] if price else "",
        }


def _winner(batch: Batch, winner: Organisation | None, notice: Published) -> dict[str, Any]:
    if winner is None:
        return dict.fromkeys(
            ("winner_name", "winner_number", "winner_country", "winner_nuts", "winner_size"), ""
        ) | {"winner_id": None}
    number = number_of(winner)
    country = find_country(winner.country) if winner.country else None
    return {
        "winner_name": in_words(winner.name, notice.languages)[:300],
        "winner_number": number,
        "winner_id": batch.organisation(number),
        "winner_country": country.code if country else "",
        "winner_nuts": winner.nuts or "",
        "winner_size": (winner.size or "")[:16],
    }
