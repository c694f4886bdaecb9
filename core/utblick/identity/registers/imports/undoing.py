"""Taking an import back: what it brought goes, what it filled is emptied, what others changed since stays."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.i18n.message import packed
from utblick.identity.models import Identifier, Membership, Organisation, Person
from utblick.identity.moving import references
from utblick.identity.registers.fields import titles
from utblick.identity.registers.imports.applying import BREATH_SECONDS, actor_of
from utblick.identity.registers.imports.events import ImportUndone, OrganisationWithdrawn
from utblick.identity.registers.imports.models import ImportRow
from utblick.identity.registers.imports.packing import plain_values, typed_value
from utblick.identity.registers.imports.staging import advance, found
from utblick.platform import Platform

BATCH = 100
DONE = ("created", "updated", "unchanged")


def undo(platform: Platform, import_id: UUID) -> None:
    """Take back every row, the organisations in turn; a row that cannot be taken back says why."""
    while _undo_batch(platform, import_id):
        time.sleep(BREATH_SECONDS)
    with platform.write() as ctx:
        row = found(ctx, import_id)
        outcomes = ctx.session.execute(
            select(col(ImportRow.outcome), func.count())
            .where(col(ImportRow.import_id) == import_id)
            .group_by(col(ImportRow.outcome))
        )
        results = dict(outcomes.all())
        row.counts = {**row.counts, "undone": results.get("undone", 0), "left": results.get("left", 0)}
        row.state, row.finished_at, row.leased_until = "undone", ctx.now, None
        ctx.session.add(row)
        ctx.publish(
            ImportUndone(import_id=import_id, restored=results.get("undone", 0), left=results.get("left", 0))
        )


def _undo_batch(platform: Platform, import_id: UUID) -> bool:
    with platform.write(actor_of(platform, import_id), correlation=import_id.hex) as ctx:
        ids = ctx.session.scalars(
            select(col(ImportRow.organisation_id))
            .where(col(ImportRow.import_id) == import_id, col(ImportRow.outcome).in_(DONE))
            .distinct()
            .limit(BATCH)
        ).all()
        if not ids:
            return False
        rows = _rows(ctx, import_id, [one for one in ids if one])
        used = _used_elsewhere(ctx, import_id, rows)
        for organisation_id, its in rows.items():
            why = _take_back(ctx, organisation_id, its, used.get(organisation_id))
            for row in its:
                row.outcome = "left" if why else "undone"
                if why:
                    row.problems = [
                        *row.problems, {"column": "", "code": "not_undone", "message": packed(why)}
                    ]  # fmt: skip
        ctx.session.flush()
        advance(ctx, import_id, sum(map(len, rows.values())))
        return True


def _rows(ctx: Context, import_id: UUID, ids: Sequence[UUID]) -> dict[UUID, list[ImportRow]]:
    """The rows of each organisation, the last one first."""
    rows: dict[UUID, list[ImportRow]] = defaultdict(list)
    query = (
        select(ImportRow)
        .where(
            col(ImportRow.import_id) == import_id, col(ImportRow.organisation_id).in_(ids),
            col(ImportRow.outcome).in_(DONE),
        )
        .order_by(col(ImportRow.row).desc())
    )  # fmt: skip
    for row in ctx.session.scalars(query):
        assert row.organisation_id is not None
        rows[row.organisation_id].append(row)
    return rows


def _take_back(
    ctx: Context, organisation_id: UUID, rows: Sequence[ImportRow], used: Msg | None
) -> Msg | None:
    """Undo all that the rows did to one organisation, or say why that cannot be."""
    party = ctx.session.get(Organisation, organisation_id)
    if party is None or party.status == "merged":
        return _("The organisation has been merged or removed since.")
    created = next((row for row in rows if row.outcome == "created"), None)
    if created is None:
        why = _restore(party, rows)
        if why is None:
            ctx.session.add(party)
            _remove_people(ctx, rows)
        return why
    if party.version != max(row.version for row in rows):
        return _("Somebody has changed the organisation since the import.")
    if used:
        return used
    try:
        with ctx.session.begin_nested():
            _remove_people(ctx, rows)
            _remove(ctx, select(Identifier).where(col(Identifier.organisation_id) == organisation_id))
            ctx.session.delete(party)
            ctx.session.flush()
    except IntegrityError:
        return _("Something else in Utblick belongs to the organisation now.")
    ctx.publish(
        OrganisationWithdrawn(organisation_id=organisation_id, import_id=rows[0].import_id),
        retracts=created.event_id,
    )
    return None


def _restore(party: Organisation, rows: Sequence[ImportRow]) -> Msg | None:
    """Put back what was there before, unless somebody has changed one of these values since."""
    for row in rows:
        now = plain_values({name: getattr(party, name) for name in row.after})
        changed = [name for name, value in row.after.items() if now[name] != value]
        if changed:
            return _("Somebody has changed this since: {fields}.",
                     fields=", ".join(titles().get(name, Msg(name)) for name in changed))  # fmt: skip
    for row in rows:
        for name, value in row.before.items():
            setattr(party, name, typed_value(name, value))
    return None


def _remove_people(ctx: Context, rows: Sequence[ImportRow]) -> None:
    """Take away the places that the rows made, and the people who have no other place."""
    _remove(
        ctx,
        select(Membership).where(
            col(Membership.id).in_([row.membership_id for row in rows if row.membership_id])
        ),
    )
    made = [row.person_id for row in rows if row.person_id]
    busy = set(
        ctx.session.scalars(select(col(Membership.person_id)).where(col(Membership.person_id).in_(made)))
    )
    _remove(ctx, select(Person).where(col(Person.id).in_(set(made) - busy), col(Person.version) == 1))


def _remove(ctx: Context, query: Any) -> None:
    for one in ctx.session.scalars(query).all():
        ctx.session.delete(one)
    ctx.session.flush()


def _used_elsewhere(ctx: Context, import_id: UUID, rows: dict[UUID, list[ImportRow]]) -> dict[UUID, Msg]:
    """Which of the organisations something else points at by now."""
    created = [party for party, its in rows.items() if any(row.outcome == "created" for row in its)]
    ours = {row.membership_id for its in rows.values() for row in its if row.membership_id}
    used: dict[UUID, Msg] = {}
    for column in references(ctx, "organisation"):
        query = select(column).where(column.in_(created))
        if column.table.name == "core_identifier":
            continue
        if column.table.name == "core_membership":
            query = query.where(column.table.c.id.not_in(ours))
        for party in _distinct(ctx, query):
            used[party] = _("Something else in Utblick belongs to the organisation now.")
    return used


def _distinct(ctx: Context, query: Any) -> Iterable[UUID]:
    return set(ctx.session.scalars(query))
