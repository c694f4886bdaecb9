"""What a column holds, said alike for both databases, and its rows as JSON lines and back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Float,
    Inspector,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Select,
    Text,
    Uuid,
    cast,
    column,
    select,
    table,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from utblick.db.types import Amount, UtcDateTime

_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (UtcDateTime, "instant"),
    (DateTime, "instant"),
    (Date, "date"),
    (Boolean, "boolean"),
    (Uuid, "uuid"),
    (Amount, "amount"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
    (Float, "number"),
    (Numeric, "amount"),
    (Integer, "integer"),
)
_TYPES: Mapping[str, TypeEngine[Any]] = {
    "instant": UtcDateTime(),
    "date": Date(),
    "boolean": Boolean(),
    "uuid": Uuid(),
    "amount": Amount(),
    "bytes": LargeBinary(),
    "number": Float(),
    "integer": Integer(),
    "text": Text(),
    "json": Text(),
}
_READ: Mapping[str, Any] = {
    "instant": datetime | None,
    "date": date | None,
    "boolean": bool | None,
    "uuid": UUID | None,
    "amount": Decimal | None,
    "bytes": bytes | None,
    "number": float | None,
    "integer": int | None,
    "text": str | None,
    "json": msgspec.Raw,
}
_ENCODER = msgspec.json.Encoder()


def kinds_of(look: Inspector, name: str, declared: MetaData) -> dict[str, str]:
    """The columns of a table as the database has it, each with its kind.

    A model knows more of a column than SQLite does, so it is asked first where there is one.
    """
    model = declared.tables.get(name)
    modelled = {one.name: one.type for one in model.c} if model is not None else {}
    return {one["name"]: _kind(modelled.get(one["name"], one["type"])) for one in look.get_columns(name)}


def known(kinds: Iterable[str]) -> bool:
    """Whether all of these are kinds that can be read here."""
    return set(kinds) <= _READ.keys()


def rows_of(
    connection: Connection, name: str, columns: Mapping[str, str], order: Sequence[str]
) -> Select[Any]:
    """The query for all rows; JSON is fetched as the text that it is, so that nothing of it changes."""
    there = table(name, *(column(one, _TYPES[kind]) for one, kind in columns.items()))
    as_text = connection.dialect.name != "sqlite"
    chosen = [
        cast(there.c[one], Text).label(one) if kind == "json" and as_text else there.c[one]
        for one, kind in columns.items()
    ]
    return select(*chosen).order_by(*(there.c[one] for one in order))


def line_writer(columns: Mapping[str, str]) -> Callable[[Sequence[Any]], bytes]:
    """Makes the line of a row; what is NULL is left out."""
    names = list(columns)
    as_json = [kind == "json" for kind in columns.values()]

    def write(row: Sequence[Any]) -> bytes:
        said = {
            name: msgspec.Raw(value.replace("\n", " ").encode()) if is_json else value
            for name, value, is_json in zip(names, row, as_json, strict=True)
            if value is not None
        }
        return _ENCODER.encode(said) + b"\n"

    return write


def line_reader(columns: Mapping[str, str]) -> Callable[[bytes], tuple[Any, ...]]:
    """Reads the values of a line in the order of the columns; raises `msgspec.DecodeError` otherwise."""
    places = {f"c{place}": name for place, name in enumerate(columns)}
    fields = [
        (place, _READ[kind], msgspec.Raw() if kind == "json" else None)
        for place, kind in zip(places, columns.values(), strict=True)
    ]
    line = msgspec.defstruct("Line", fields, rename=places, forbid_unknown_fields=True, gc=False)
    decoder = msgspec.json.Decoder(line)
    return lambda raw: tuple(map(_plain, msgspec.structs.astuple(decoder.decode(raw))))


def as_sqlite_has_it(value: Any) -> Any:
    """A value as SQLAlchemy's types keep it in SQLite."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value


def _plain(value: Any) -> Any:
    """JSON is kept as text; where there is none the column is NULL."""
    if isinstance(value, msgspec.Raw):
        return bytes(value).decode() or None
    return value


def _kind(held: TypeEngine[Any]) -> str:
    for one, kind in _KINDS:
        if isinstance(held, one):
            return kind
    return _kind(held.impl_instance) if isinstance(held, TypeDecorator) else "text"
