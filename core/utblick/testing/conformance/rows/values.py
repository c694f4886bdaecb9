"""Values for fields, by their kinds, and for columns that no field speaks of."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, TypeDecorator

from utblick.declare import Field, Kind
from utblick.ids import new_id

DAY = date(2026, 5, 4)
_COUNTRIES = ("DE", "NO", "FI")
_PLAIN: Mapping[Kind, Any] = {
    Kind.BOOLEAN: True,
    Kind.CURRENCY: "EUR",
    Kind.LANGUAGE: "sv",
    Kind.MUNICIPALITY: "2132",
    Kind.PHONE: "070-174 06 05",
    Kind.TAGS: ["exempel"],
}


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a row is about: an organisation, a person in it, and the member of staff who looks after it."""

    organisation: UUID
    person: UUID
    user: UUID
    name: str
    email: str


def spoken(  # noqa: C901, PLR0911 - one case for each kind
    field: Field, place: int, number: int, party: Party, record: Callable[[str], UUID | None]
) -> Any:
    """A value as a program would send it; None when there is nothing that it could be.

    `place` is that of the field among its siblings: later days stand in later fields.
    """
    if field.vocabulary is not None:
        first = field.vocabulary.find("", "en")[0][0]
        return [first] if field.kind is Kind.TAGS else first
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return (party.name if field.personal else f"Exempel {number}")[: field.max_length]
        case Kind.EMAIL:
            return party.email if field.personal else f"exempel.{number}@foretag.example"
        case Kind.URL:
            return f"https://exempel-{number}.example"
        case Kind.COUNTRY:
            return _COUNTRIES[number % len(_COUNTRIES)]
        case Kind.INTEGER | Kind.DECIMAL | Kind.MONEY:
            return max(number, field.minimum or 0)
        case Kind.DATE:
            return (DAY + timedelta(days=place)).isoformat()
        case Kind.INSTANT:
            return f"{(DAY + timedelta(days=place)).isoformat()}T08:30:00Z"
        case Kind.CHOICE:
            return next((choice.value for choice in field.choices if choice.offered), None)
        case Kind.ORGANISATION | Kind.PERSON | Kind.USER:
            return str(getattr(party, field.kind.value))
        case Kind.RECORD:
            found = record(field.refers_to)
            return str(found) if found else None
    return _PLAIN[field.kind]


def stored(column: "Column[Any]", number: int) -> Any:
    """A value for a column without default, by its type."""
    kind = python_type(column)
    length = getattr(_plain_type(column), "length", None)
    values: dict[type, Any] = {
        str: new_id().hex[-(length or 32) :],
        int: number,
        float: float(number),
        bool: False,
        Decimal: Decimal(number),
        date: DAY,
        datetime: datetime(DAY.year, DAY.month, DAY.day, 8, 30, tzinfo=UTC),
        UUID: new_id(),
        bytes: b"",
        dict: {},
    }
    if issubclass(kind, enum.Enum):
        return next(iter(kind))
    return values.get(kind)


def python_type(column: "Column[Any]") -> type:
    """What a column's values are in Python, also where a type of our own stands around the plain one."""
    plain = _plain_type(column)
    return dict if isinstance(plain, JSON) else plain.python_type


def _plain_type(column: "Column[Any]") -> Any:
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
