"""Masking rows as they are loaded: whoever asks, and in whatever way, gets no more than the reader may see.

A masked value is only in the memory of one session; the row in the database keeps what it holds.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, attributes, object_session
from sqlmodel import SQLModel

from utblick.declare import Kind, RecordType
from utblick.errors import Forbidden
from utblick.i18n import _
from utblick.identity.models import Membership
from utblick.protection.marks import WORDS, Reader, closed_mark, marks_of, note_reading, reader_of
from utblick.protection.models import MarkSort
from utblick.records.models import Comment, StoredFile, Task
from utblick.registry import Registry

_MASKED = "utblick_masked"
_BESIDE: Mapping[type, tuple[str, tuple[str, ...]]] = {
    Comment: ("record_id", ("text",)),
    Task: ("record_id", ("title", "note")),
    StoredFile: ("record_id", ("name",)),
    Membership: ("person_id", ("role", "email", "phone")),
}
"""Rows that belong to a record, by the column that points at it, with what they say of it."""


def keep_masked(registry: Registry) -> None:
    """Have rows of every kind of record masked for readers who may not see what is marked in them."""
    for model in [*_BESIDE, *(record.model for _plugin, record in registry.records())]:
        for moment, listener in (("load", _loaded), ("refresh", _refreshed)):
            if not event.contains(model, moment, listener):
                event.listen(model, moment, listener)


def masked_names(row: SQLModel) -> frozenset[str]:
    """The attributes of a loaded row that do not say what the database holds."""
    found: frozenset[str] = inspect(row).info.get(_MASKED, frozenset())
    return found


def unmark(row: SQLModel) -> None:
    """Forget that a row was masked: it is about to be read anew."""
    inspect(row).info.pop(_MASKED, None)


def refuse_masked_changes(session: Session) -> None:
    """Raise `Forbidden` when a change would write over what its writer was not allowed to see."""
    for row in session.dirty:
        names = inspect(row).info.get(_MASKED, ())
        if any(inspect(row).attrs[name].history.has_changes() for name in names):
            raise Forbidden(_("You cannot change what you may not read: it is marked as secret or blocked."))


def _loaded(row: SQLModel, context: Any) -> None:
    _mask(context.session, row)


def _refreshed(row: SQLModel, context: Any, _names: Any) -> None:
    session = object_session(row)
    if session is not None:
        _mask(session, row)


def _mask(session: Session, row: SQLModel) -> None:
    reader = reader_of(session)
    if reader is None:
        return
    beside = _BESIDE.get(type(row))
    if beside is not None:
        _mask_beside(session, row, *beside)
        return
    found = reader.registry.record_of(type(row))
    if found is not None:
        _mask_record(session, reader, row, found[0].name, found[1])


def _mask_beside(session: Session, row: SQLModel, pointer: str, names: tuple[str, ...]) -> None:
    mark = closed_mark(session, getattr(row, pointer)) if getattr(row, pointer) is not None else None
    if mark is not None:
        _hide(row, names, WORDS[mark.sort], named="title" if "title" in names else "")


def _mask_record(session: Session, reader: Reader, row: SQLModel, plugin: str, record: RecordType) -> None:
    row_id = row.id  # type: ignore[attr-defined]
    for mark in marks_of(session).get(row_id, ()):
        if reader.may_read(mark):
            note_reading(session, plugin, record.kind, row_id)
        else:
            _hide(row, tuple(mark.fields) or _says(record), WORDS[mark.sort], named=record.name)
    if record.secret_fields:
        if not reader.actor.may(record.read_secret):
            _hide(row, record.secret_fields, WORDS[MarkSort.SECRET])
        elif any(getattr(row, name) not in (None, "", []) for name in record.secret_fields):
            note_reading(session, plugin, record.kind, row_id)


def _hide(row: SQLModel, names: tuple[str, ...], words: str, *, named: str = "") -> None:
    for name in names:
        value = words if name == named else _nothing(type(row), name, getattr(row, name))
        attributes.set_committed_value(row, name, value)
    inspect(row).info[_MASKED] = masked_names(row) | frozenset(names)


@cache
def _says_of(fields: tuple[tuple[str, Kind], ...], state: str) -> tuple[str, ...]:
    return tuple(name for name, kind in fields if name != state and kind is not Kind.CHOICE)


def _says(record: RecordType) -> tuple[str, ...]:
    """The fields that say something of a record; its state and its choices only say where it stands."""
    return _says_of(tuple((field.name, field.kind) for field in record.fields), record.state)


def _nothing(model: type[SQLModel], name: str, value: Any) -> Any:
    """What stands in the place of a value: nothing, as far as code that reads it can bear that."""
    column = model.__table__.c[name]  # type: ignore[attr-defined]
    if column.nullable:
        return None
    if isinstance(value, str | list | dict):
        return type(value)()
    return value
