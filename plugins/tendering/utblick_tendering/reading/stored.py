"""A notice as JSON and back, whole: what the database keeps of each version."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from utblick_tendering.reading.notice import Change, Lot, Money, Notice, Organisation, Result


def document(notice: Notice) -> dict[str, Any]:
    """The notice as plain values; what it leaves out is left out here too."""
    made = _plain(notice)
    assert isinstance(made, dict)
    return made


def restored(kept: Mapping[str, Any]) -> Notice:
    """The notice that `document` was made of; members that a newer version knows of are passed over."""
    parts = _known(Notice, kept)
    return Notice(
        **{
            "document": "",
            **parts,
            **_money(parts, "estimated_value", "framework_max", "total_awarded"),
            "buyers": tuple(Organisation(**_known(Organisation, one)) for one in parts.get("buyers", ())),
            "organisations": tuple(
                Organisation(**_known(Organisation, one)) for one in parts.get("organisations", ())
            ),
            "lots": tuple(_lot(one) for one in parts.get("lots", ())),
            "results": tuple(_result(one) for one in parts.get("results", ())),
            "change": Change(**{"changed_notice": None, "reason": None, **_known(Change, parts["change"])})
            if "change" in parts
            else None,
        }
    )


def _lot(kept: Mapping[str, Any]) -> Lot:
    parts = {"id": None, **_known(Lot, kept)}
    return Lot(**{**parts, **_money(parts, "value", "framework_max")})


def _result(kept: Mapping[str, Any]) -> Result:
    parts = {"code": None, **_known(Result, kept)}
    return Result(
        **{
            **parts,
            "winners": tuple(Organisation(**_known(Organisation, one)) for one in parts.get("winners", ())),
            "tenders": tuple(_amount(one) for one in parts.get("tenders", ())),
        }
    )


def _money(parts: Mapping[str, Any], *names: str) -> dict[str, Money]:
    return {name: _amount(parts[name]) for name in names if name in parts}


def _amount(kept: Mapping[str, Any]) -> Money:
    return Money(Decimal(kept["amount"]), kept.get("currency"))


def _known(made: type, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The members that the class has, lists as tuples: a notice is frozen."""
    names = _members(made)
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in kept.items()
        if name in names
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    kind: type = type(value)
    if members := _members(kind):
        held = ((name, getattr(value, name)) for name in members)
        return {name: _plain(one) for name, one in held if one is not None and one != ()}
    return value


@cache
def _members(made: type) -> Mapping[str, None]:
    """The names of a class's members in their order; none of what is no part of a notice."""
    return dict.fromkeys(one.name for one in fields(made)) if is_dataclass(made) else {}
