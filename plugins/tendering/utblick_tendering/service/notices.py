"""Taking in a notice: the same one from two sources is one record, and what it says of others is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlmodel import col

from utblick.api import Context, Invalid, Ref, new_id, pass_followers
from utblick_tendering.events import ConflictFlagged, NoticeCancelled, NoticeChanged, NoticeImported
from utblick_tendering.matching.states import version_of
from utblick_tendering.models import (
    ASKING,
    OPEN_NOTICES,
    Lot,
    Notice,
    NoticeCode,
    NoticeKey,
    NoticeState,
    NoticeVersion,
)
from utblick_tendering.queries import notices as queries
from utblick_tendering.reading import Notice as Published
from utblick_tendering.reading.stored import document, restored
from utblick_tendering.service import outcomes, states
from utblick_tendering.service.differences import differences
from utblick_tendering.service.facts import codes_of, facts_of, in_words, lots_of, ted_address
from utblick_tendering.service.names import (
    Key,
    digest_of,
    is_of_version,
    keys_of,
    names_written,
    procurement_id,
)
from utblick_tendering.service.parties import buyer_facts, without_personal_numbers
from utblick_tendering.service.worth import worth

Outcome = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a notice that was taken in."""

    notice_id: UUID
    outcome: Outcome


def keep(
    ctx: Context,
    notice: Published,
    *,
    source_id: UUID | None = None,
    keys: Sequence[Key] = (),
    web_url: str = "",
) -> Kept:
    """Take a notice in: as a new record, as a newer version of one that is held, or as nothing new.

    `keys` are what else it is known by: ``("procurement", …)`` for an upphandlings-ID, ``("address", …)``
    for the entry of a feed. A lower or equal version never takes the place of what is held. What the
    notice says of others is done: it replaces or cancels the one that it changes, and decides on the one
    that asked for tenders. All of it, with its events, belongs to the transaction of the context.
    """
    arrival = _Arrival(ctx, without_personal_numbers(notice), source_id, tuple(keys), web_url)
    held = queries.known_by(ctx, arrival.names)
    if not held:
        return Kept(arrival.take_in().id, "new")
    for other in held[1:]:
        _unite(ctx, held[0], other)
    return Kept(held[0].id, arrival.bring_up_to_date(held[0]))


class _Arrival:
    """One notice on its way in."""

    def __init__(
        self, ctx: Context, notice: Published, source_id: UUID | None, more: tuple[Key, ...], web_url: str
    ) -> None:
        self.ctx, self.notice, self.source_id = ctx, notice, source_id
        self.document = document(notice)
        self.digest = digest_of(self.document)
        self.names = keys_of(notice, more) or [("digest", self.digest)]
        self.procurement_id = procurement_id(more)
        self.web_url = (web_url or ted_address(notice))[:500]
        self.lots = list(lots_of(notice, ctx.now))

    @property
    def open_lots(self) -> list[str]:
        """The lots that can still be answered."""
        now = self.ctx.now
        return [lot["number"] for lot in self.lots if lot["deadline"] is not None and lot["deadline"] >= now]

    def take_in(self) -> Notice:
        """Add the notice, which is not held in any form."""
        row = Notice(
            state_since=self.ctx.now, created_at=self.ctx.now, updated_at=self.ctx.now, **self._facts()
        )
        row.source_id = self.source_id
        outcomes.claim(self.ctx, row, outcomes.told_of(self.ctx, row, self.notice))
        states.settle(self.ctx, row, self.notice, open_lots=self.open_lots)
        self.ctx.session.add(row)
        self.ctx.session.flush()
        self._add_names(row, set())
        self._keep_version(row, [])
        self._write_parts(row)
        self.ctx.publish(NoticeImported(**event_facts(row)))
        if row.own and row.form_type in ASKING and row.state in OPEN_NOTICES:
            self.ctx.publish(ConflictFlagged(notice_id=row.id))
        self._tell_others(row)
        return row

    def bring_up_to_date(self, row: Notice) -> Outcome:
        """Make the record say what the notice says, if that is newer than what is held."""
        self._add_names(row, queries.keys_of(self.ctx, row.id))
        current = queries.newest_version(self.ctx, row.id)
        if current is not None and (current.digest == self.digest or not self._is_newer(row)):
            self._remember_older(row)
            return "same"
        before = restored(current.document) if current else self.notice
        changes = differences(before, self.notice)
        was_own = row.own
        for name, value in self._facts().items():
            setattr(row, name, value)
        row.source_id = self.source_id or row.source_id
        if changes and row.state in (*OPEN_NOTICES, NoticeState.CLOSED):
            row.state, row.state_since = NoticeState.CHANGED, self.ctx.now
        states.settle(self.ctx, row, self.notice, open_lots=self.open_lots)
        self.ctx.session.add(row)
        self.ctx.session.flush()
        self._keep_version(row, changes)
        self._write_parts(row)
        self._tell_of_change(row, changes)
        if row.own and not was_own and row.state in OPEN_NOTICES:
            self.ctx.publish(ConflictFlagged(notice_id=row.id))
        self._tell_others(row)
        return "changed"

    def _is_newer(self, row: Notice) -> bool:
        """A higher version is; one that states none only where its own source said something else."""
        edition = version_of(self.notice)
        if edition or row.edition:
            return edition > row.edition
        return row.source_id == self.source_id

    def _facts(self) -> dict[str, Any]:
        ctx, notice = self.ctx, self.notice
        buyer = in_words(notice.buyers[0].name, notice.languages) if notice.buyers else ""
        facts = {**facts_of(notice, ctx.now), **buyer_facts(ctx, notice, buyer), "web_url": self.web_url}
        facts["value_sek"] = _in_kronor(ctx, facts["value"], facts["currency"])
        return facts | ({"procurement_id": self.procurement_id} if self.procurement_id else {})

    def _add_names(self, row: Notice, known: set[Key]) -> None:
        fresh = [name for name in self.names if name not in known]
        if fresh:
            rows = [{"scheme": scheme, "value": value, "notice_id": row.id} for scheme, value in fresh]
            self.ctx.session.connection().execute(insert(NoticeKey), rows)

    def _remember_older(self, row: Notice) -> None:
        """An older version that comes late belongs to the history."""
        edition = version_of(self.notice)
        if 0 < edition < row.edition and not queries.has_edition(self.ctx, row.id, edition):
            self._keep_version(row, [])

    def _keep_version(self, row: Notice, changes: list[str]) -> None:
        change = self.notice.change
        version = {
            "id": new_id(),
            "notice_id": row.id,
            "edition": version_of(self.notice),
            "digest": self.digest,
            "document": self.document,
            "changes": changes,
            "reason": ((change.reason if change else None) or "")[:40],
            "explained": in_words(change.description)[:2000] if change else "",
            "received_at": self.ctx.now,
            "source_id": self.source_id,
        }
        self.ctx.session.connection().execute(insert(NoticeVersion), [version])

    def _write_parts(self, row: Notice) -> None:
        """Lots keep their identity by their numbers; codes stand only with what can be answered."""
        connection = self.ctx.session.connection()
        held = dict(
            self.ctx.session.execute(
                select(col(Lot.number), col(Lot.id)).where(col(Lot.notice_id) == row.id)
            ).all()
        )
        numbers = {lot["number"] for lot in self.lots}
        if gone := [lot_id for number, lot_id in held.items() if number not in numbers]:
            connection.execute(update(Lot).where(col(Lot.id).in_(gone)).values(withdrawn=True))
        for lot in self.lots:
            if lot["number"] in held:
                connection.execute(update(Lot).where(col(Lot.id) == held[lot["number"]]).values(**lot))
        if fresh := [lot for lot in self.lots if lot["number"] not in held]:
            connection.execute(insert(Lot), [{"id": new_id(), "notice_id": row.id, **lot} for lot in fresh])
        states.forget_codes(self.ctx, [row.id])
        if row.state in OPEN_NOTICES:
            codes = [
                {"notice_id": row.id, "scheme": scheme, "code": code}
                for scheme, code in sorted(codes_of(self.notice))
            ]
            if codes:
                connection.execute(insert(NoticeCode), codes)

    def _tell_of_change(self, row: Notice, changes: list[str]) -> None:
        if row.state == NoticeState.CANCELLED:
            self.ctx.publish(NoticeCancelled(**event_facts(row)))
        elif changes:
            self.ctx.publish(NoticeChanged(**event_facts(row), changes=changes, deadline=row.deadline))

    def _tell_others(self, row: Notice) -> None:
        """Do what the notice says of others: of the one that it changes, and of the one it decides on."""
        if row.changes_notice:
            for old in queries.known_by(self.ctx, names_written(row.changes_notice)):
                if old.id != row.id and is_of_version(row.changes_notice, old.notice_id, old.edition):
                    _replace(self.ctx, old, row, self.notice)
        for later in queries.changing(self.ctx, _own_names(row)):
            if later.id != row.id:
                _note_changes(self.ctx, later, differences(self.notice, queries.current(self.ctx, later.id)))
        if row.form_type in outcomes.TELLING:
            asking = outcomes.asked_by(self.ctx, row, self.notice)
            outcomes.write_awards(self.ctx, row, self.notice, asking)
            if asking is not None:
                outcomes.conclude(self.ctx, asking, row)
                if asking.state not in OPEN_NOTICES:
                    states.forget_codes(self.ctx, [asking.id])


def event_facts(row: Notice) -> dict[str, Any]:
    """What every event about the notice tells."""
    return {
        "notice_id": row.id,
        "buyer_id": row.buyer_id,
        "publication_number": row.publication_number,
        "form_type": row.form_type,
        "own": row.own,
    }


def _replace(ctx: Context, old: Notice, new: Notice, notice: Published) -> None:
    """Let a notice take the place of the one that it changes, or cancel it; followers go along."""
    before = queries.current(ctx, old.id)
    was = (old.state, old.replaced_by_id)
    state = states.settle(ctx, old, before, open_lots=outcomes.open_lots(ctx, old))
    if (old.state, old.replaced_by_id) == was:
        return
    ctx.session.add(old)
    states.forget_codes(ctx, [old.id])
    pass_followers(ctx, _ref(old), _ref(new))
    if state == NoticeState.CANCELLED:
        ctx.publish(NoticeCancelled(**event_facts(old)))
        return
    changes = differences(before, notice)
    _note_changes(ctx, new, changes)
    ctx.publish(NoticeChanged(**event_facts(old), changes=changes, replaced_by=new.id, deadline=new.deadline))


def _note_changes(ctx: Context, new: Notice, changes: list[str]) -> None:
    """The first version of a notice that changes another one tells in what it differs from that one."""
    first = queries.newest_version(ctx, new.id)
    if first is not None and not first.changes:
        first.changes = changes
        ctx.session.add(first)


def _unite(ctx: Context, row: Notice, other: Notice) -> None:
    """Two records turn out to be the same notice: the one held longer lives on with the names of both."""
    ctx.session.connection().execute(
        update(NoticeKey).where(col(NoticeKey.notice_id) == other.id).values(notice_id=row.id)
    )
    pass_followers(ctx, _ref(other), _ref(row))
    other.state, other.state_since, other.replaced_by_id = NoticeState.SUPERSEDED, ctx.now, row.id
    ctx.session.add(other)
    states.forget_codes(ctx, [other.id])
    ctx.publish(NoticeChanged(**event_facts(other), replaced_by=row.id, deadline=row.deadline))


def _in_kronor(ctx: Context, value: Decimal | None, currency: str) -> float | None:
    """The value in kronor by the last rate; None when it, or the rate, is unknown."""
    try:
        found = worth(ctx, value, currency, ctx.today, into="SEK")
    except Invalid:  # notices name currencies that are no longer, or never were
        return None
    return float(found.amount) if found else None


def _own_names(row: Notice) -> list[str]:
    named = [row.publication_number] if row.publication_number else []
    return named + ([f"{row.notice_id}-{row.edition}"] if row.notice_id else [])


def _ref(row: Notice) -> Ref:
    return Ref("tendering", "notice", row.id)
