"""SQL that is built once and asked often: building a statement costs more than its answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Dialect, Float, LargeBinary, Numeric, func
from sqlalchemy.sql import Select
from sqlalchemy.sql.selectable import TextualSelect
from sqlmodel import Session

from utblick.db.database import ask_driver
from utblick.db.types import UtcDateTime

Reader = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as text, with how values go in and how they come out.

    Rows come as the driver gives them; `readers`, one for each column, make them what the model says.
    Where `packed`, each comes as one text of JSON, which costs SQLite less than many small values:
    `unpacked` makes a row of it.
    """

    sql: str
    places: Sequence[str] | None
    fixed: Mapping[str, Any]
    binders: Mapping[str, Reader]
    readers: tuple[Reader, ...]
    packed: bool = False

    def rows(self, session: Session, **values: Any) -> list[Any]:
        """The rows, as the driver gives them; asked of it directly, for short answers cost less so."""
        bound = dict(self.fixed)
        for name, value in values.items():
            binder = self.binders.get(name)
            bound[name] = binder(value) if binder is not None else value
        given = bound if self.places is None else tuple(bound[name] for name in self.places)
        found = ask_driver(session, self.sql, given)
        return [text for (text,) in found] if self.packed else found


def prepare(statement: Select[Any] | TextualSelect, dialect: Dialect) -> Prepared:
    """The statement for this database; its named parameters are given with each question."""
    kinds = [column.type for column in statement.selected_columns]
    packed = isinstance(statement, Select) and _can_be_packed(kinds, dialect)
    asked = _packing(statement) if packed else statement
    compiled = asked.compile(dialect=dialect)
    binders: dict[str, Reader] = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    }
    fixed: dict[str, Any] = {}
    for name, value in compiled.params.items():
        binder = binders.get(name)
        fixed[name] = binder(value) if binder is not None and value is not None else value
    readers = tuple(_reader(kind, dialect) for kind in kinds)
    return Prepared(str(compiled), compiled.positiontup, fixed, binders, readers, packed)


def _packing(statement: Any) -> Any:
    return statement.with_only_columns(func.json_array(*statement.selected_columns))


def _can_be_packed(kinds: Sequence[Any], dialect: Dialect) -> bool:
    """Whether JSON carries every value as it is; of a fraction it keeps fifteen digits, of bytes none."""
    if dialect.name != "sqlite":
        return False
    stored = [kind.dialect_impl(dialect) for kind in kinds]
    lossy = (Float, Numeric, LargeBinary)
    return not any(isinstance(getattr(kind, "impl_instance", kind), lossy) for kind in stored)


def _reader(kind: Any, dialect: Dialect) -> Reader:
    """What makes a driver's value the model's; psycopg gives all but times in UTC as the model has them."""
    if dialect.name != "sqlite" and not isinstance(kind, UtcDateTime):
        return None
    made: Reader = kind.dialect_impl(dialect).result_processor(dialect, None)
    return made


unpacked: Callable[[str], list[Any]] = msgspec.json.Decoder(list[Any]).decode
"""The values of a packed row."""


def read_row(row: Sequence[Any], readers: Sequence[Reader]) -> tuple[Any, ...]:
    """The values of a row as the model has them."""
    return tuple(
        value if reader is None or value is None else reader(value)
        for value, reader in zip(row, readers, strict=True)
    )
