"""What validators find, said to people: pydantic's error types as sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from utblick.i18n import Msg, _


def problem_of(error: Mapping[str, Any]) -> Msg:
    """The sentence for one error of a pydantic ValidationError."""
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind == "value_error" and isinstance(context.get("error"), ValueError):
        said = context["error"].args[0] if context["error"].args else ""
        return said if isinstance(said, Msg) else _("This value cannot be used.")
    return _SENTENCES.get(kind, _default)(context)


def _default(_context: Mapping[str, Any]) -> Msg:
    return _("This value cannot be used.")


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], Msg]] = {
    "missing": lambda _c: _("Fill in this field."),
    "string_too_short": lambda c: (
        _("Fill in this field.")
        if c.get("min_length") == 1
        else _("Write at least {n} characters.", n=c["min_length"])
    ),
    "string_too_long": lambda c: _("Write at most {n} characters.", n=c["max_length"]),
    "int_parsing": lambda _c: _("Write a whole number, in digits."),
    "decimal_parsing": lambda _c: _("Write a number, in digits."),
    "float_parsing": lambda _c: _("Write a number, in digits."),
    "greater_than_equal": lambda c: _("The number must be at least {n}.", n=c["ge"]),
    "greater_than": lambda c: _("The number must be more than {n}.", n=c["gt"]),
    "less_than_equal": lambda c: _("The number must be at most {n}.", n=c["le"]),
    "date_parsing": lambda _c: _("Write a date that exists, such as 2026-11-24."),
    "date_from_datetime_parsing": lambda _c: _("Write a date that exists, such as 2026-11-24."),
    "enum": lambda _c: _("Choose one of the values in the list."),
    "literal_error": lambda _c: _("Choose one of the values in the list."),
    "uuid_parsing": lambda _c: _("Choose one of the values in the list."),
    "bool_parsing": lambda _c: _("Choose yes or no."),
}
