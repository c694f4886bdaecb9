"""Rows that are held still while others let go of a person: what a flush would do with them is put back."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

_HELD = "utblick_held"


@contextmanager
def holding(session: Session, rows: Collection[tuple[type, UUID]]) -> Iterator[None]:
    """While this lasts the session changes and removes none of these rows, by model and id."""
    session.info[_HELD] = frozenset(rows)
    try:
        yield
    finally:
        session.info.pop(_HELD)


def put_back(session: Session) -> None:
    """Undo what a flush is about to do with rows that are held still."""
    held = session.info.get(_HELD)
    if not held:
        return
    for row in [*session.deleted, *session.dirty]:
        if (type(row), getattr(row, "id", None)) in held:
            session.add(row)
            session.expire(row)
