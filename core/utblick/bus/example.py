"""An example of a model, from what its fields say of themselves: for documents, and for trying readers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

M = TypeVar("M", bound=BaseModel)

_ID = UUID("01999999-9999-7999-8999-999999999999")
_PLAIN: Mapping[type, Any] = {
    UUID: _ID,
    bool: True,
    int: 1,
    float: 1.0,
    Decimal: Decimal("100.00"),
    datetime: datetime(2026, 5, 4, 8, 30, tzinfo=UTC),
    date: date(2026, 5, 4),
    time: time(8, 30),
    timedelta: timedelta(days=1),
    bytes: b"",
    SecretStr: SecretStr("exempel"),
}
_NAMED = {
    "country": "DE",
    "currency": "EUR",
    "language": "sv",
    "municipality": "2132",
    "email": "namn@foretag.example",
    "url": "https://foretag.example",
    "name": "Exempel",
    "title": "Exempel",
}
"""Texts whose meaning lies in the name of the field."""
TEXT = "text"
"""What stands for a text that nobody has given an example of."""


class NoExample(ValueError):
    """A field of which no example can be made; it needs ``examples=[…]``."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


def example_of(model: type[BaseModel]) -> dict[str, Any]:
    """Values from which the model can be made; raises `NoExample` for a field of unknown type."""
    return {name: _of_field(name, info) for name, info in model.model_fields.items()}


def exemplar(model: type[M]) -> M:
    """The model made from its example; raises `NoExample`, or `ValidationError` when it refuses that."""
    return model.model_validate(example_of(model))


def unspoken(model: type[BaseModel]) -> list[str]:
    """The texts of which nobody can tell what they look like: without examples, default or telling name."""
    return [
        name
        for name, info in model.model_fields.items()
        if info.is_required() and _is_text(info.annotation) and not _given(info) and name not in _NAMED
    ]


def _of_field(name: str, info: FieldInfo) -> Any:
    given = _given(info)
    if given:
        return given[0]
    if name in _NAMED and _is_text(info.annotation):
        return _NAMED[name]
    if not info.is_required():
        default = info.get_default(call_default_factory=True)
        if default not in (None, "", [], (), {}):
            return default
    return _of_type(name, info.annotation)


def _of_type(name: str, kind: Any) -> Any:  # noqa: PLR0911 - one line for each sort of type
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in (str, Any):
        return TEXT
    if origin is Annotated:
        return _of_type(name, inner[0])
    if origin is Literal:
        return inner[0]
    if origin in (Union, UnionType):
        return _of_type(name, next(one for one in inner if one is not NoneType))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return exemplar(kind)
    return _of_collection(name, kind, origin or kind, inner)


def _of_collection(name: str, kind: Any, origin: Any, inner: Sequence[Any]) -> Any:
    if not isinstance(origin, type) or not issubclass(origin, Iterable):
        raise NoExample(name, f"no example of {kind!r} can be made")
    if issubclass(origin, Mapping):
        return {_of_type(name, inner[0]): _of_type(name, inner[1])} if len(inner) == 2 else {}
    return [_of_type(name, one) for one in inner[:1] if one is not Ellipsis]


def _given(info: FieldInfo) -> list[Any]:
    """The examples that stand at the field itself."""
    return list(info.examples or ())


def _is_text(kind: Any) -> bool:
    if get_origin(kind) in (Union, UnionType):
        return all(_is_text(one) for one in get_args(kind) if one is not NoneType)
    return kind is str
