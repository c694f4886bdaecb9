"""Which companies can deliver which lots of a notice, and whether one of them can deliver everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_tendering.models import BidGroup, Lot, Match, MatchState
from utblick_tendering.queries import bids, matches

CAN = 2
"""The relation by CPV from which a company is reckoned to cover a lot: medium or strong."""
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Supplier:
    """A company, and by lot how near it is: 3 strong, 2 medium, 1 weak."""

    id: UUID
    name: str
    near: Mapping[UUID, int]
    best: int

    def covers(self, lots: Sequence[Lot]) -> list[Lot]:
        """The lots that it can deliver."""
        return [lot for lot in lots if self.near.get(lot.id, 0) >= CAN]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The lots of a notice and who covers them; `together` are few that cover as much as can be."""

    lots: Sequence[Lot]
    suppliers: Sequence[Supplier]

    @property
    def alone(self) -> Sequence[Supplier]:
        """Those that cover every lot."""
        return [one for one in self.suppliers if self.lots and len(one.covers(self.lots)) == len(self.lots)]

    @property
    def uncovered(self) -> Sequence[Lot]:
        """Lots that nobody covers."""
        return [lot for lot in self.lots if not any(s.near.get(lot.id, 0) >= CAN for s in self.suppliers)]

    @property
    def by_lot(self) -> list[tuple[Lot, int]]:
        """How many companies cover each lot."""
        return [(lot, sum(s.near.get(lot.id, 0) >= CAN for s in self.suppliers)) for lot in self.lots]

    @property
    def together(self) -> Sequence[Supplier]:
        """A few companies that cover what can be covered: each time the one that adds most."""
        left = {lot.id for lot in self.lots} - {lot.id for lot in self.uncovered}
        chosen: list[Supplier] = []
        while left:
            added = {one.id: len(left & {lot.id for lot in one.covers(self.lots)}) for one in self.suppliers}
            best = max(self.suppliers, key=lambda one: added[one.id])
            chosen.append(best)
            left -= {lot.id for lot in best.covers(self.lots)}
        return chosen


def coverage(ctx: Context, notice_id: UUID) -> Coverage:
    """The picture for one notice, from the matches that nobody has dismissed."""
    lots = bids.lots(ctx, notice_id)
    query = select(Match.organisation_id, Match.lot_id, Match.relation, Match.score).where(
        Match.notice_id == notice_id, Match.state != MatchState.DISMISSED, matches.is_live(ctx.now)
    )
    near: dict[UUID, dict[UUID, int]] = {}
    best: dict[UUID, int] = {}
    for company, lot, relation, score in ctx.session.exec(query.order_by(col(Match.score).desc())).all():
        near.setdefault(company, {})[lot] = relation
        best[company] = max(best.get(company, 0), score)
    names = ctx.organisations.names(list(near))
    found = [Supplier(id_, names.get(id_, ""), near[id_], best[id_]) for id_ in near]
    found.sort(key=lambda one: (-len(one.covers(lots)), -one.best, one.name))
    return Coverage(lots, found[:SHOWN])


def groups_of_notice(ctx: Context, notice_id: UUID, *, limit: int = 20) -> Sequence[BidGroup]:
    """The groups that were begun for a notice, the latest first."""
    query = select(BidGroup).where(BidGroup.notice_id == notice_id)
    return ctx.session.exec(query.order_by(col(BidGroup.created_at).desc()).limit(limit)).all()
