"""Matching: notices and profiles that are touched are matched anew, and what fits is suggested once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select, update

from utblick.api import Context, in_steps, new_row, write_rows
from utblick_tendering.events import MatchSuggested
from utblick_tendering.matching import Match as Found
from utblick_tendering.matching import Matcher
from utblick_tendering.matching.kept import kept
from utblick_tendering.models import Lot, Match, MatchState, Notice, ProfileState
from utblick_tendering.queries import matches as queries
from utblick_tendering.queries.notices import all_current
from utblick_tendering.service.profiles import as_matched
from utblick_tendering.service.shelf import matcher
from utblick_tendering.settings import TenderingSettings
from utblick_tendering.vocabulary.cpv import MEDIUM

AT_A_TIME = 100
_DECIDED = (MatchState.INTERESTED, MatchState.DISMISSED)
Key = tuple[UUID, UUID]


def match_notice(ctx: Context, notice_id: UUID) -> int:
    """Match a notice with every active profile; gives how many matches are new or changed.

    Doing it again changes nothing. A notice that can no longer be answered only ends its matches.
    """
    return match_notices(ctx, [notice_id])


def match_notices(ctx: Context, notice_ids: Sequence[UUID]) -> int:
    """Match several notices, a hundred at a time."""
    return _match(ctx, matcher(ctx), notice_ids, profile_id=None)


def match_profile(ctx: Context, profile_id: UUID) -> int:
    """Match a profile with every notice that can be answered; one that is not active ends its matches."""
    profile = queries.profile(ctx, profile_id)
    near: Sequence[UUID] = ()
    changed = 0
    if profile.state == ProfileState.ACTIVE and profile.cpv:
        near = queries.answerable_near(ctx, profile.cpv)
        changed = _match(ctx, Matcher([as_matched(profile)]), near, profile_id=profile.id)
    elsewhere = select(Match).where(
        Match.profile_id == profile.id, col(Match.live), Match.state != MatchState.INTERESTED
    )
    reached = set(near)
    for row in ctx.session.exec(elsewhere).all():
        if row.notice_id not in reached:
            row.live, changed = False, changed + 1
    return changed


def rematch(ctx: Context) -> int:
    """Match everything that can be answered: what was missed is found, the rest stays as it is."""
    ended = end_past(ctx)
    return ended + in_steps(ctx, queries.answerable_ids, match_notices)


def end_matches(ctx: Context, notice_id: UUID) -> int:
    """End the matches of a notice that can no longer be answered: they stay, and are no longer live."""
    return _end(ctx, Match.notice_id == notice_id)


def end_past(ctx: Context) -> int:
    """End every match whose time has passed, or whose notice has come to its end."""
    past = _is_past(ctx.now)
    ids = select(Match.id).where(past, col(Match.live))
    return in_steps(
        ctx,
        lambda looking: looking.session.exec(ids),
        lambda writing, some: _end(writing, past & col(Match.id).in_(some)),
    )


def _is_past(now: datetime) -> Any:
    gone = select(Notice.id).where(~queries.answerable(now))
    return (
        (col(Match.deadline) <= now)
        | col(Match.notice_id).in_(gone)
        | col(Match.lot_id).in_(queries.decided_lots())
    )


def _end(ctx: Context, which: Any) -> int:
    ended = update(Match).where(which, col(Match.live)).values(live=False)
    return int(ctx.session.exec(ended).rowcount)


def _match(ctx: Context, companies: Matcher, notice_ids: Sequence[UUID], *, profile_id: UUID | None) -> int:
    changed = 0
    owners = queries.owners(ctx)
    for start in range(0, len(notice_ids), AT_A_TIME):
        ids = list(notice_ids[start : start + AT_A_TIME])
        rows = ctx.session.exec(
            select(Notice).where(col(Notice.id).in_(ids), queries.answerable(ctx.now))
        ).all()
        open_ids = [row.id for row in rows]
        held = _held(ctx, ids, profile_id)
        documents, lots = all_current(ctx, open_ids), queries.lots(ctx, open_ids)
        round_ = _Round(ctx, owners, ctx.plugin_settings(TenderingSettings).lowest_score)
        for notice in rows:
            if notice.id in documents:
                table = _Table(notice, lots.get(notice.id, {}), held.pop(notice.id, {}))
                round_.settle(table, companies.lot_matches(documents[notice.id], ctx.now))
        changed += round_.stopped + sum(_stop(match) for rest in held.values() for match in rest.values())
        changed += round_.keep()
    return changed


def _held(ctx: Context, notice_ids: Sequence[UUID], profile_id: UUID | None) -> dict[UUID, dict[Key, Match]]:
    query = select(Match).where(col(Match.notice_id).in_(notice_ids))
    if profile_id is not None:
        query = query.where(Match.profile_id == profile_id)
    found: dict[UUID, dict[Key, Match]] = {}
    for row in ctx.session.exec(query):
        found.setdefault(row.notice_id, {})[row.profile_id, row.lot_id] = row
    return found


def _stop(match: Match) -> int:
    was, match.live = match.live, False
    return int(was)


@dataclass(frozen=True, slots=True)
class _Table:
    """One notice that is matched, with its lots by number, and the matches that it has by profile and lot."""

    notice: Notice
    lots: Mapping[str, Lot]
    held: Mapping[Key, Match]

    def lot(self, found: Found) -> Lot | None:
        """The lot that was found to fit."""
        named = self.lots.get(found.lot.id or "")
        if named is not None:
            return named
        return next(iter(self.lots.values())) if len(self.lots) == 1 else None


@dataclass(slots=True)
class _Round:
    """Several notices that are matched together: their matches are written, and told of, at once.

    `owners` says whose each profile is; `stopped` counts the matches that are no longer live.
    """

    ctx: Context
    owners: Mapping[UUID, UUID]
    lowest: int
    new: list[Match] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)
    stopped: int = 0

    def settle(self, table: _Table, found: Iterable[Found]) -> None:
        """Make the matches of a notice say what was found."""
        decided = _decided_before(self.ctx, table)
        seen = set[Key]()
        for one in found:
            lot = table.lot(one)
            closed = one.lot.closes is not None and one.lot.closes < self.ctx.now
            if lot is None or closed or (one.trade < MEDIUM and one.score < self.lowest):
                continue
            key = (UUID(str(one.profile.key)), lot.id)
            if key not in seen:
                self._say(table, one, lot, key, decided)
            seen.add(key)
        for key, match in table.held.items():
            if key not in seen and match.state != MatchState.INTERESTED:
                self.stopped += _stop(match)

    def keep(self) -> int:
        """Write what is new or changed, and tell of those that are near enough, each once; says how many."""
        near = [row for row in (*self.new, *self.changed) if self._is_near(row)]
        for row in near:
            row.told_at = self.ctx.now
        self.ctx.session.add_all(self.changed)
        self.ctx.session.flush()
        write_rows(self.ctx, Match, self.new)
        told = [
            MatchSuggested(
                match_id=row.id, notice_id=row.notice_id, organisation_id=row.organisation_id, score=row.score
            )
            for row in near
        ]
        self.ctx.publish_all(told)
        return len(self.new) + len(self.changed)

    def _is_near(self, row: Match) -> bool:
        told = row.told_at is not None or row.state != MatchState.SUGGESTED
        return row.relation >= MEDIUM and row.score >= self.lowest and not told

    def _say(self, table: _Table, found: Found, lot: Lot, key: Key, decided: Mapping[UUID, Match]) -> None:
        """Have the match say what it is now; one that is as it was is left alone."""
        says, row = _says(table, found, lot), table.held.get(key)
        if row is None:
            owner, profile_id = self.owners[key[0]], key[0]
            of = {"organisation_id": owner, "profile_id": profile_id, "notice_id": table.notice.id}
            made = new_row(Match, self.ctx, lot_id=lot.id, **of, **says)
            _follow(made, decided.get(profile_id))
            self.new.append(made)
        elif any(getattr(row, name) != value for name, value in says.items()):
            for name, value in says.items():
                setattr(row, name, value)
            self.changed.append(row)


def _says(table: _Table, found: Found, lot: Lot) -> dict[str, Any]:
    notice = table.notice
    alone = len(table.lots) == 1 or not lot.title or lot.title == notice.title
    title = notice.title if alone else f"{notice.title}: {lot.title}"
    return {
        "title": title[:500],
        "live": True,
        "score": found.score,
        "relation": found.nearness,
        "reasons": kept(found.parts),
        "deadline": found.lot.closes,
    }


def _decided_before(ctx: Context, table: _Table) -> dict[UUID, Match]:
    """What companies decided on the notice in whose place this one stands, by profile."""
    if table.held:
        return {}
    before = select(Notice.id).where(Notice.replaced_by_id == table.notice.id)
    query = select(Match).where(col(Match.notice_id).in_(before), col(Match.state).in_(_DECIDED))
    return {row.profile_id: row for row in ctx.session.exec(query.order_by(col(Match.updated_at)))}


def _follow(row: Match, before: Match | None) -> None:
    """A company need not decide again because the buyer publishes a procurement anew."""
    if before is not None:
        row.state, row.dismissed_reason, row.told_at = before.state, before.dismissed_reason, before.told_at
