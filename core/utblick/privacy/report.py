"""The access report: everything that the house holds about a person, owner by owner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from utblick.context import Context
from utblick.errors import UtblickError
from utblick.i18n import Msg
from utblick.identity.traces import records_of, words_of
from utblick.privacy.mentions import Mention, mentions, shown
from utblick.privacy.owners import Owner, owners_of_data, stopped
from utblick.privacy.registered import Registered, all_registered
from utblick.protection.marking import marks_on
from utblick.protection.marks import note_marked, require_open, unmasked
from utblick.protection.models import Mark
from utblick.registry import CORE

log = structlog.get_logger("utblick.privacy")
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one owner holds, by table; or why it could not say."""

    owner: Owner
    tables: Mapping[str, Rows]
    silent: Msg | None = None

    @property
    def rows(self) -> int:
        return sum(len(rows) for rows in self.tables.values())


@dataclass(frozen=True, slots=True)
class AccessReport:
    """Everything about one person at one moment; `mentions` are texts of others that name the person."""

    person_id: UUID
    name: str
    made_at: datetime
    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    registered: tuple[Registered, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def is_complete(self) -> bool:
        return all(part.silent is None for part in self.parts)


def access_report(ctx: Context, person_id: UUID) -> AccessReport:
    """Ask every owner; one that fails or cannot be asked is named, and the others still answer.

    Nothing is masked in it: what is kept secret from staff is still held about the person. Of a person
    who is marked as secret only those get a report who may read the person.
    """
    require_open(ctx.session, person_id)
    with unmasked(ctx.session):
        person = ctx.people.get(person_id)
        ids = records_of(ctx, person.id)
        parts = tuple(_part(ctx, owner, ids) for owner in owners_of_data(ctx))
        told = {table for part in parts if part.owner.name != CORE for table in part.tables}
        found = mentions(ctx, words_of(ctx, person.id), beside=ids, without=told)
        held = tuple(all_registered(ctx, ids))
        marks = tuple(mark for one in ids for mark in marks_on(ctx, ctx.people.ref(one)))
    note_marked(ctx.session, ids)
    named = tuple(shown(ctx, found))
    return AccessReport(person.id, person.name, ctx.now, parts, named, held, marks)


def as_json(ctx: Context, report: AccessReport) -> dict[str, Any]:
    """The report as it is handed out as a file."""
    return {
        "municipality": ctx.settings.municipality.name,
        "person": {"id": str(report.person_id), "name": report.name},
        "made_at": report.made_at.isoformat(),
        "complete": report.is_complete,
        "parts": [
            {
                "owner": part.owner.name,
                "title": ctx.translate(part.owner.title),
                "purposes": [ctx.translate(one) for one in part.owner.data.purposes]
                if part.owner.data
                else [],
                "retention": ctx.translate(part.owner.data.retention) if part.owner.data else "",
                "missing": ctx.translate(part.silent) if part.silent else None,
                "data": part.tables,
            }
            for part in report.parts
        ],
        "public_records": [
            {
                "where": ctx.translate(one.record.plural),
                "registry_number": one.number,
                "said": ctx.translate(one.reason),
            }
            for one in report.registered
        ],
        "marks": [{"mark": one.sort, "ground": one.ground, "reason": one.reason} for one in report.marks],
        "mentioned_in": [
            {"where": ctx.translate(one.table), "name": one.name, "rows": one.rows} for one in report.mentions
        ],
    }


def _part(ctx: Context, owner: Owner, ids: Sequence[UUID]) -> Part:
    if owner.data is None:
        return Part(owner, {}, owner.silent)
    tables: dict[str, list[Mapping[str, Any]]] = {}
    try:
        with ctx.session.begin_nested():
            for one in ids:
                for table, rows in owner.data.export(ctx, one).items():
                    known = tables.setdefault(table, [])
                    known += [row for row in rows if row not in known]
    except UtblickError as refused:
        return Part(owner, {}, refused.message)
    except Exception as error:
        log.exception("access_report_failed", plugin=owner.name)
        return Part(owner, {}, stopped(error))
    return Part(owner, {table: rows for table, rows in tables.items() if rows})
