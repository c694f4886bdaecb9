"""A stored value as it stands in an input, so that sending a form unchanged changes nothing."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from utblick.declare import Field
from utblick.records.fields.codes import code_name


def written(field: Field, value: Any, language: str, zone: ZoneInfo | None = None) -> str:
    """The text of an input; the id of a reference, the value of a choice."""
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case list():
            text = ", ".join(_word(field, one, language) for one in value)
        case datetime():
            text = value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
        case Decimal():
            text = _decimal(value, language)
        case _:
            text = str(value)
    return text


def _word(field: Field, value: object, language: str) -> str:
    return str(value) if field.each is None else code_name(field.each, str(value), language)


def _decimal(value: Decimal, language: str) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "sv" else text
