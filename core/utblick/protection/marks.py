"""Which records are marked, and what of them a reader may see; a session knows its reader."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from utblick.db.database import ask_driver
from utblick.errors import Forbidden
from utblick.i18n import Msg, _
from utblick.protection.models import Mark, MarkSort

if TYPE_CHECKING:
    from utblick.context import Actor, Context
    from utblick.declare import RecordType
    from utblick.registry import Registry

SECRETS, PERSONAL = "core.read_secret", "core.personal_data"
_KNOWN, _READER, _OPEN, _READ = "utblick_marks", "utblick_reader", "utblick_unmasked", "utblick_readings"
WORDS: Mapping[str, Msg] = {
    MarkSort.SECRET: _("Protected information"),
    MarkSort.BLOCKED: _("Blocked information"),
}
"""What stands in the place of what a reader may not see."""
_REFUSED: Mapping[str, Msg] = {
    MarkSort.SECRET: _(
        "This record is marked as secret, and you may not read it. Ask whoever is in charge of secrecy."
    ),
    MarkSort.BLOCKED: _(
        "This record is blocked: it is kept, and must not be used. Ask the data protection officer."
    ),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark as readers meet it; without fields it is on the whole record."""

    plugin: str
    kind: str
    record_id: UUID
    sort: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a session reads."""

    actor: "Actor"
    registry: "Registry"

    def may_read(self, mark: Marked) -> bool:
        """Whether the mark is open to this reader."""
        if mark.sort == MarkSort.BLOCKED:
            return self.actor.may(PERSONAL)
        record = self.registry.record(mark.plugin, mark.kind)
        return self.actor.may(record.read_secret if record is not None else SECRETS)


def read_for(session: Session, actor: "Actor", registry: "Registry") -> None:
    """Say for whom the session reads; the platform itself may read everything, and is not watched."""
    if actor.kind != "system":
        session.info[_READER] = Reader(actor, registry)


def reader_of(session: Session) -> Reader | None:
    """For whom the session reads; None where nothing is masked."""
    return None if session.info.get(_OPEN) else session.info.get(_READER)


def marks_of(session: Session) -> Mapping[UUID, Sequence[Marked]]:
    """All marks by their records: few, and read once for a session."""
    found: Mapping[UUID, Sequence[Marked]] | None = session.info.get(_KNOWN)
    if found is None:
        are_any = ask_driver(session, "SELECT 1 FROM core_mark LIMIT 1")
        found = session.info[_KNOWN] = _read(session) if are_any else {}
    return found


def _read(session: Session) -> dict[UUID, list[Marked]]:
    table = Mark.__table__  # type: ignore[attr-defined]
    query = select(table.c.plugin, table.c.kind, table.c.record_id, table.c.sort, table.c.fields)
    by_record: dict[UUID, list[Marked]] = defaultdict(list)
    for plugin, kind, record_id, sort, fields in session.connection().execute(query):
        by_record[record_id].append(Marked(plugin, kind, record_id, sort, frozenset(fields)))
    return dict(by_record)


def forget_marks(session: Session) -> None:
    """Read the marks anew at the next question: one was set or lifted."""
    session.info.pop(_KNOWN, None)


def closed_mark(session: Session, record_id: UUID) -> Marked | None:
    """The mark on the whole record that keeps this reader out."""
    reader = reader_of(session)
    if reader is None:
        return None
    found = marks_of(session).get(record_id, ())
    return next((one for one in found if not one.fields and not reader.may_read(one)), None)


def require_open(session: Session, record_id: UUID) -> None:
    """Raise `Forbidden`, with the reason, for a record that this reader may not read."""
    mark = closed_mark(session, record_id)
    if mark is not None:
        raise Forbidden(_REFUSED[mark.sort])


def closed_names(session: Session, ids: Collection[UUID], *, name: str = "") -> dict[UUID, Msg]:
    """What stands in place of the names of these records, where this reader may not see them."""
    reader, known = reader_of(session), marks_of(session)
    if reader is None or not known:
        return {}
    return {
        record_id: WORDS[mark.sort]
        for record_id in ids
        for mark in known.get(record_id, ())
        if (not mark.fields or name in mark.fields) and not reader.may_read(mark)
    }


def left_out(session: Session, plugin: str, kind: str) -> list[UUID]:
    """Records that lists, boards, exports and the API leave out: closed to the reader, or blocked."""
    reader, known = reader_of(session), marks_of(session)
    whole = (one for several in known.values() for one in several if not one.fields)
    return [
        one.record_id
        for one in whole
        if (one.plugin, one.kind) == (plugin, kind)
        and (one.sort == MarkSort.BLOCKED or (reader is not None and not reader.may_read(one)))
    ]


def closed_fields(session: Session, record_id: UUID) -> frozenset[str]:
    """The fields of a record that are marked and closed to the reader; of a blocked one they are for all."""
    reader = reader_of(session)
    found: frozenset[str] = frozenset()
    for mark in marks_of(session).get(record_id, ()):
        if mark.fields and reader is not None and not reader.may_read(mark):
            found |= mark.fields
    return found


def marked_in_part(session: Session, plugin: str, kind: str) -> dict[UUID, frozenset[str]]:
    """Records of a kind with fields that are closed to the reader."""
    found = {
        one.record_id: closed_fields(session, one.record_id)
        for several in marks_of(session).values()
        for one in several
        if one.fields and (one.plugin, one.kind) == (plugin, kind)
    }
    return {record_id: names for record_id, names in found.items() if names}


def may_read_secrets(ctx: "Context", record: "RecordType") -> bool:
    """Whether the reader may see the secret fields of these records."""
    return reader_of(ctx.session) is None or ctx.actor.may(record.read_secret)


def seen(ctx: "Context", record: "RecordType") -> "RecordType":
    """The record type as this reader meets it: without the secret fields that the reader may not see."""
    if not record.secret_fields or may_read_secrets(ctx, record):
        return record
    return ctx.platform.registry.without_secrets(record)


def note_reading(session: Session, plugin: str, kind: str, record_id: UUID) -> None:
    """Remember that the reader has seen something marked; it is logged before the answer leaves."""
    reader = reader_of(session)
    if reader is not None and reader.actor.kind in {"user", "token"}:
        session.info.setdefault(_READ, set()).add((plugin, kind, record_id))


def note_marked(session: Session, ids: Collection[UUID]) -> None:
    """Remember those of the records that are marked as a whole and open to the reader."""
    if reader_of(session) is None:
        return
    known = marks_of(session)
    for record_id in known.keys() & set(ids) if known else ():
        for mark in known[record_id]:
            note_reading(session, mark.plugin, mark.kind, record_id)


def readings(session: Session) -> set[tuple[str, str, UUID]]:
    """What was read and not yet logged; it is taken out."""
    found: set[tuple[str, str, UUID]] = session.info.pop(_READ, set())
    return found


@contextmanager
def unmasked(session: Session) -> Iterator[None]:
    """While this lasts nothing is masked: for reports and erasure, which must know all there is.

    What was loaded masked before is read anew.
    """
    before = session.info.get(_OPEN, False)
    session.info[_OPEN] = True
    _forget_loaded(session)
    try:
        yield
    finally:
        session.info[_OPEN] = before


def _forget_loaded(session: Session) -> None:
    from utblick.protection.masking import masked_names, unmark

    for row in list(session.identity_map.values()):
        if isinstance(row, SQLModel) and masked_names(row):
            unmark(row)
            session.expire(row)
