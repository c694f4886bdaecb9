"""What is wrong in the settings, by file and key, with what would be right."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from utblick.errors import Misconfigured
from utblick.i18n import _

Keys = tuple[str, ...]
_NAMED = {
    "string_pattern_mismatch": "not of the right form",
    "int_parsing": "not a whole number",
    "bool_parsing": "neither true nor false",
    "model_type": "a table with keys of its own is needed here",
    "dict_type": "a table with keys of its own is needed here",
}
"""Sentences for what pydantic says in the words of programmers."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in the settings, and what would be right."""

    source: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: {self.key}: {self.message}"


class SettingsMistakes(Misconfigured):
    """The settings hold mistakes; each is named."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        lines = "\n".join(f"  {mistake}" for mistake in mistakes)
        super().__init__(_("The settings need to be corrected:\n{mistakes}", mistakes=lines))
        self.mistakes = mistakes


def mistakes_in(
    error: ValidationError, model: type[BaseModel], source: Callable[[Keys], str], *, under: Keys = ()
) -> tuple[Mistake, ...]:
    """The mistakes that a model found in the table `under` these keys; `source` says where a key stands."""
    found = []
    for item in error.errors():
        keys = tuple(str(part) for part in item["loc"])
        written = (*under, *keys)
        found.append(Mistake(source(written), ".".join(written) or "settings", _sentence(item, model, keys)))
    return tuple(found)


def model_at(model: Any, keys: Keys) -> Any:
    """The type of the setting at these keys; None where there is none."""
    for key in keys:
        field = getattr(model, "model_fields", {}).get(key)
        model = field.annotation if field else None
    return model


def _sentence(item: Any, model: type[BaseModel], keys: Keys) -> str:
    if item["type"] != "extra_forbidden":
        allowed = _description(model, keys)
        said = _NAMED.get(item["type"], item["msg"].removeprefix("Value error, "))
        given = item.get("input")
        shown = f" (it is {given!r})" if isinstance(given, str | int | float) else ""
        return f"{said}{shown}" + (f" – {allowed}" if allowed else "")
    known = sorted(getattr(model_at(model, keys[:-1]), "model_fields", {}))
    near = get_close_matches(keys[-1], known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"allowed here: {', '.join(known)}"
    return f"there is no such setting; {hint}"


def _description(model: type[BaseModel], keys: Keys) -> str:
    field = getattr(model_at(model, keys[:-1]), "model_fields", {}).get(keys[-1]) if keys else None
    return (field.description or "") if field else ""
