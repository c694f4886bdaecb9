"""What is wrong in the settings, by file and key, with what would be right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

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


def is_secret(model: type[BaseModel], keys: Keys) -> bool:
    """Whether a setting must not be said: a secret, or an address that may hold one."""
    field = _field(model, keys)
    extra = field.json_schema_extra if field is not None else None
    kinds = (field.annotation, *get_args(field.annotation)) if field is not None else ()
    return SecretStr in kinds or (isinstance(extra, Mapping) and bool(extra.get("secret")))


def _sentence(item: Any, model: type[BaseModel], keys: Keys) -> str:
    if item["type"] != "extra_forbidden":
        allowed = _description(model, keys)
        said = _NAMED.get(item["type"], item["msg"].removeprefix("Value error, "))
        given = item.get("input")
        may_be_said = isinstance(given, str | int | float) and not is_secret(model, keys)
        shown = f" (it is {given!r})" if may_be_said else ""
        return f"{said}{shown}" + (f" – {allowed}" if allowed else "")
    known = sorted(getattr(model_at(model, keys[:-1]), "model_fields", {}))
    near = get_close_matches(keys[-1], known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"allowed here: {', '.join(known)}"
    return f"there is no such setting; {hint}"


def _field(model: type[BaseModel], keys: Keys) -> FieldInfo | None:
    found: FieldInfo | None = (
        getattr(model_at(model, keys[:-1]), "model_fields", {}).get(keys[-1]) if keys else None
    )
    return found


def _description(model: type[BaseModel], keys: Keys) -> str:
    field = _field(model, keys)
    return (field.description or "") if field else ""
