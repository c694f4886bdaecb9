"""What a notice that came in does to others: it replaces or cancels one, decides on one, is one of two."""

from typing import Any

from sqlalchemy import update
from sqlmodel import col

from utblick.api import Ref, pass_followers
from utblick_tendering.events import NoticeCancelled, NoticeChanged
from utblick_tendering.models import OPEN_NOTICES, Notice, NoticeKey, NoticeState
from utblick_tendering.queries import notices as queries
from utblick_tendering.reading import Notice as Published
from utblick_tendering.service import outcomes, states
from utblick_tendering.service.batch import Batch
from utblick_tendering.service.differences import differences
from utblick_tendering.service.names import is_of_version, names_written


def tell_others(batch: Batch, row: Notice, notice: Published) -> None:
    """Do what the notice says of others: of the one that it changes, and of the one it decides on."""
    if row.changes_notice:
        for old in batch.known_by(names_written(row.changes_notice)):
            if old.id != row.id and is_of_version(row.changes_notice, old.notice_id, old.edition):
                _replace(batch, old, row, notice)
    for later in batch.changing(_own_names(row)):
        if later.id != row.id:
            _note_changes(batch, later, differences(notice, queries.current(batch.ctx, later.id)))
    if row.form_type in outcomes.TELLING:
        asking = outcomes.asked_by(batch, row)
        outcomes.add_awards(batch, row, notice, asking)
        if asking is not None:
            outcomes.conclude(batch.ctx, asking, row)
            if asking.state not in OPEN_NOTICES:
                states.forget_codes(batch.ctx, [asking.id])


def unite(batch: Batch, row: Notice, other: Notice) -> None:
    """Two records turn out to be the same notice: the one held longer lives on with the names of both."""
    batch.named(row.id, batch.names_of(other.id))
    ctx = batch.ctx
    ctx.session.connection().execute(
        update(NoticeKey).where(col(NoticeKey.notice_id) == other.id).values(notice_id=row.id)
    )
    pass_followers(ctx, _ref(other), _ref(row))
    other.state, other.state_since, other.replaced_by_id = NoticeState.SUPERSEDED, ctx.now, row.id
    ctx.session.add(other)
    states.forget_codes(ctx, [other.id])
    ctx.publish(NoticeChanged(**event_facts(other), replaced_by=row.id, deadline=row.deadline))


def event_facts(row: Notice) -> dict[str, Any]:
    """What every event about the notice tells."""
    return {
        "notice_id": row.id,
        "buyer_id": row.buyer_id,
        "publication_number": row.publication_number,
        "form_type": row.form_type,
        "own": row.own,
    }


def _replace(batch: Batch, old: Notice, new: Notice, notice: Published) -> None:
    """Let a notice take the place of the one that it changes, or cancel it; followers go along."""
    ctx = batch.ctx
    before = queries.current(ctx, old.id)
    was = (old.state, old.replaced_by_id)
    state = states.settle(batch, old, before, open_lots=outcomes.open_lots(ctx, old))
    if (old.state, old.replaced_by_id) == was:
        return
    ctx.session.add(old)
    states.forget_codes(ctx, [old.id])
    pass_followers(ctx, _ref(old), _ref(new))
    if state == NoticeState.CANCELLED:
        ctx.publish(NoticeCancelled(**event_facts(old)))
        return
    changes = differences(before, notice)
    _note_changes(batch, new, changes)
    ctx.publish(NoticeChanged(**event_facts(old), changes=changes, replaced_by=new.id, deadline=new.deadline))


def _note_changes(batch: Batch, new: Notice, changes: list[str]) -> None:
    """The first version of a notice that changes another one tells in what it differs from that one."""
    first = queries.newest_version(batch.ctx, new.id)
    if first is not None and not first.changes:
        first.changes = changes
        batch.ctx.session.add(first)


def _own_names(row: Notice) -> list[str]:
    named = [row.publication_number] if row.publication_number else []
    return named + ([f"{row.notice_id}-{row.edition}"] if row.notice_id else [])


def _ref(row: Notice) -> Ref:
    return Ref("tendering", "notice", row.id)
