"""A value as programs send and get it, and the JSON schema that says so."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from utblick.declare import Field, Kind
from utblick.i18n import _
from utblick.records.fields.inputs import REFERENCES
from utblick.records.fields.parsing import parse

_NUMBER = (str, int, float)
_SENT_AS: dict[Kind, type | tuple[type, ...]] = {
    Kind.TAGS: list,
    Kind.BOOLEAN: bool,
    Kind.INTEGER: _NUMBER,
    Kind.DECIMAL: _NUMBER,
    Kind.MONEY: _NUMBER,
}
_WRONG_TYPE = {
    Kind.TAGS: _("Send a list of texts."),
    Kind.BOOLEAN: _("Send true or false."),
    Kind.INTEGER: _("Send a number."),
    Kind.DECIMAL: _("Send a number."),
    Kind.MONEY: _("Send a number."),
}


def to_json(field: Field, value: Any) -> Any:
    """The value in JSON's own types: decimals as text, that nothing is lost; times in ISO 8601."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if field.kind in REFERENCES and value is not None:
        return str(value)
    return value


def from_json(field: Field, value: Any) -> Any:
    """The stored value of what a program sent; None for null and blank.

    Raises ValueError with a `Msg` for a wrong type and for all that a form would refuse too.
    """
    if value is None:
        return [] if field.kind is Kind.TAGS else None
    if not isinstance(value, _SENT_AS.get(field.kind, str)) or (
        isinstance(value, bool) and field.kind is not Kind.BOOLEAN
    ):
        raise ValueError(_WRONG_TYPE.get(field.kind, _("Send a text.")))
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return parse(field, _digits(value), "en")
    if isinstance(value, str):
        return parse(field, value, "en")
    words: list[Any] = list(value) if isinstance(value, list | tuple) else [None]
    if not all(isinstance(word, str) for word in words):
        raise ValueError(_WRONG_TYPE[Kind.TAGS])
    return parse(field, words, "en")


def _digits(value: float) -> str:
    return format(Decimal(str(value)), "f") if abs(value) < 1e20 else "9" * 20


def schema(field: Field) -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of a field's value, without the null of an empty one."""
    make = _SCHEMAS.get(field.kind)
    return make(field) if make else {"type": "string", "maxLength": field.max_length}


def _choice(field: Field) -> dict[str, Any]:
    values = [choice.value for choice in field.choices]
    return {"type": "string", "enum": values} if values else {"type": "string"}


def _tags(field: Field) -> dict[str, Any]:
    words = {"type": "string", "maxLength": 60}
    return {"type": "array", "items": words if field.each is None else _SCHEMAS[field.each](field)}


def _integer(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "integer", "maximum": 2_147_483_647, "minimum": -2_147_483_647}
    return made if field.minimum is None else made | {"minimum": field.minimum}


def _identity(_field: Field) -> dict[str, Any]:
    return {"type": "string", "format": "uuid"}


def _decimal(_field: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": r"^-?\d{1,14}(\.\d{1,6})?$"}


_SCHEMAS: dict[Kind, Callable[[Field], dict[str, Any]]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.DATE: lambda _field: {"type": "string", "format": "date"},
    Kind.INSTANT: lambda _field: {"type": "string", "format": "date-time"},
    Kind.BOOLEAN: lambda _field: {"type": "boolean"},
    Kind.CHOICE: _choice,
    Kind.COUNTRY: lambda _field: {"type": "string", "pattern": "^[A-Z]{2}$"},
    Kind.CURRENCY: lambda _field: {"type": "string", "pattern": "^[A-Z]{3}$"},
    Kind.LANGUAGE: lambda _field: {"type": "string", "pattern": "^[a-z]{2,3}$"},
    Kind.MUNICIPALITY: lambda _field: {"type": "string", "pattern": r"^\d{4}$"},
    Kind.EMAIL: lambda field: {"type": "string", "format": "email", "maxLength": field.max_length},
    Kind.URL: lambda field: {"type": "string", "format": "uri", "maxLength": field.max_length},
    Kind.TAGS: _tags,
    Kind.ORGANISATION: _identity,
    Kind.PERSON: _identity,
    Kind.USER: _identity,
    Kind.RECORD: _identity,
}
