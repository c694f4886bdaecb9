"""Taking in notices: the same one from two sources is one record, and what it says of others is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from utblick.api import Context
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
from utblick_tendering.reading.stored import restored
from utblick_tendering.service import outcomes, states
from utblick_tendering.service.arrivals import Arrival, arrivals
from utblick_tendering.service.batch import Batch
from utblick_tendering.service.consequences import event_facts, tell_others, unite
from utblick_tendering.service.differences import differences
from utblick_tendering.service.facts import codes_of, in_words
from utblick_tendering.service.names import Key
from utblick_tendering.service.parties import buyer_facts
from utblick_tendering.sources.base import Found

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
    """Take one notice in: see `keep_all`.

    `keys` are what else it is known by: ``("procurement", …)`` for an upphandlings-ID, ``("address", …)``
    for the entry of a feed.
    """
    found = Found(place="", notice=notice, keys=tuple(keys), web_url=web_url)
    [kept] = keep_all(ctx, [found], source_id=source_id)
    return kept


def keep_all(ctx: Context, found: Iterable[Found], *, source_id: UUID | None = None) -> list[Kept]:
    """Take notices in: each as a new record, as a newer version of one that is held, or as nothing new.

    A lower or equal version never takes the place of what is held. What a notice says of others is done: it
    replaces or cancels the one that it changes, and decides on the one that asked for tenders. All of it,
    with its events, belongs to the transaction of the context; it is as if each had come alone, in turn.
    """
    coming = arrivals(found, source_id, ctx.now)
    batch = Batch(ctx, coming)
    kept = [_keep(batch, arrival) for arrival in coming]
    batch.write()
    return kept


def _keep(batch: Batch, arrival: Arrival) -> Kept:
    held = batch.known_by(arrival.names)
    if not held:
        return Kept(_take_in(batch, arrival).id, "new")
    for other in held[1:]:
        unite(batch, held[0], other)
    return Kept(held[0].id, _bring_up_to_date(batch, held[0], arrival))


def _take_in(batch: Batch, arrival: Arrival) -> Notice:
    """Add the notice, which is not held in any form."""
    notice = arrival.notice
    row: Notice = batch.new(
        Notice, state_since=batch.now, source_id=arrival.source_id, **_facts(batch, arrival)
    )
    decided = outcomes.claim(batch, row, outcomes.told_of(batch, row, notice))
    states.settle(batch, row, notice, open_lots=arrival.open_lots, decided=decided)
    batch.add(row, model=Notice)
    _add_names(batch, row, arrival, set())
    _add_version(batch, row, arrival, [])
    batch.add(*(batch.new(Lot, notice_id=row.id, **lot) for lot in arrival.lots), model=Lot)
    _add_codes(batch, row, notice)
    batch.holds(row, arrival)
    batch.publish(NoticeImported(**event_facts(row)))
    if row.own and row.form_type in ASKING and row.state in OPEN_NOTICES:
        batch.publish(ConflictFlagged(notice_id=row.id))
    tell_others(batch, row, notice)
    return row


def _bring_up_to_date(batch: Batch, row: Notice, arrival: Arrival) -> Outcome:
    """Make the record say what the notice says, if that is newer than what is held."""
    _add_names(batch, row, arrival, batch.names_of(row.id))
    if batch.says_the_same(row.id, arrival.digest) or not _is_newer(row, arrival):
        _remember_older(batch, row, arrival)
        return "same"
    ctx, notice = batch.ctx, arrival.notice
    current = queries.newest_version(ctx, row.id)
    changes = differences(restored(current.document) if current else notice, notice)
    was_own = row.own
    for name, value in _facts(batch, arrival).items():
        setattr(row, name, value)
    row.source_id = arrival.source_id or row.source_id
    if changes and row.state in (*OPEN_NOTICES, NoticeState.CLOSED):
        row.state, row.state_since = NoticeState.CHANGED, batch.now
    states.settle(batch, row, notice, open_lots=arrival.open_lots)
    ctx.session.add(row)
    ctx.session.flush()
    _add_version(batch, row, arrival, changes)
    _renew_parts(batch, row, arrival)
    batch.holds(row, arrival)
    if row.state == NoticeState.CANCELLED:
        batch.publish(NoticeCancelled(**event_facts(row)))
    elif changes:
        batch.publish(NoticeChanged(**event_facts(row), changes=changes, deadline=row.deadline))
    if row.own and not was_own and row.state in OPEN_NOTICES:
        batch.publish(ConflictFlagged(notice_id=row.id))
    tell_others(batch, row, notice)
    return "changed"


def _facts(batch: Batch, arrival: Arrival) -> dict[str, Any]:
    facts = arrival.facts
    kronor = batch.in_kronor(facts["value"], facts["currency"])
    return {
        **facts,
        **buyer_facts(batch.outside, arrival.notice, batch.organisation),
        "value_sek": float(kronor) if kronor is not None else None,
    }


def _is_newer(row: Notice, arrival: Arrival) -> bool:
    """A higher version is; one that states none only where its own source said something else."""
    edition = version_of(arrival.notice)
    if edition or row.edition:
        return edition > row.edition
    return row.source_id == arrival.source_id


def _add_names(batch: Batch, row: Notice, arrival: Arrival, known: set[Key]) -> None:
    fresh = [name for name in arrival.names if name not in known]
    batch.add(
        *(batch.new(NoticeKey, scheme=scheme, value=value, notice_id=row.id) for scheme, value in fresh),
        model=NoticeKey,
    )
    batch.named(row.id, fresh)


def _remember_older(batch: Batch, row: Notice, arrival: Arrival) -> None:
    """An older version that comes late belongs to the history."""
    edition = version_of(arrival.notice)
    if 0 < edition < row.edition and not queries.has_edition(batch.ctx, row.id, edition):
        _add_version(batch, row, arrival, [])


def _add_version(batch: Batch, row: Notice, arrival: Arrival, changes: list[str]) -> None:
    change = arrival.notice.change
    version = batch.new(
        NoticeVersion,
        notice_id=row.id,
        edition=version_of(arrival.notice),
        digest=arrival.digest,
        document=arrival.document,
        changes=changes,
        reason=((change.reason if change else None) or "")[:40],
        explained=in_words(change.description)[:2000] if change else "",
        received_at=batch.now,
        source_id=arrival.source_id,
    )
    batch.add(version, model=NoticeVersion)


def _renew_parts(batch: Batch, row: Notice, arrival: Arrival) -> None:
    """Lots keep their identity by their numbers; codes stand only with what can be answered."""
    ctx = batch.ctx
    held = dict(
        ctx.session.execute(select(col(Lot.number), col(Lot.id)).where(col(Lot.notice_id) == row.id)).all()
    )
    connection = ctx.session.connection()
    numbers = {lot["number"] for lot in arrival.lots}
    if gone := [lot_id for number, lot_id in held.items() if number not in numbers]:
        connection.execute(update(Lot).where(col(Lot.id).in_(gone)).values(withdrawn=True))
    if kept := [{"its_id": held[lot["number"]], **lot} for lot in arrival.lots if lot["number"] in held]:
        table = Lot.__table__  # type: ignore[attr-defined]
        connection.execute(update(table).where(table.c.id == bindparam("its_id")), kept)
    fresh = [lot for lot in arrival.lots if lot["number"] not in held]
    batch.add(*(batch.new(Lot, notice_id=row.id, **lot) for lot in fresh), model=Lot)
    states.forget_codes(ctx, [row.id])
    _add_codes(batch, row, arrival.notice)
    if row.form_type in outcomes.TELLING:
        outcomes.forget_awards(ctx, row)


def _add_codes(batch: Batch, row: Notice, notice: Published) -> None:
    """Only what can be answered is found by its codes."""
    if row.state in OPEN_NOTICES:
        codes = sorted(codes_of(notice))
        batch.add(
            *(batch.new(NoticeCode, notice_id=row.id, scheme=scheme, code=code) for scheme, code in codes),
            model=NoticeCode,
        )
