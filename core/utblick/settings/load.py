"""Reading the settings: the file, then the environment; every mistake by file, key and what is allowed."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.settings.model import Settings

FILE = "utblick.toml"
PREFIX = "UTBLICK_"
_SHORT = {
    "UTBLICK_PORT": ("web", "port"),
    "UTBLICK_HOST": ("web", "host"),
    "UTBLICK_DATABASE": ("database", "url"),
}
_OURS = {"UTBLICK_SETTINGS", "UTBLICK_ASSETS"}


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


def load_settings(file: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this installation; raises `SettingsMistakes` that names each mistake.

    The file is the one given, or that of UTBLICK_SETTINGS, or utblick.toml in the working folder when
    there is one. UTBLICK_BUS__REPLICAS=3 overrides `replicas` of the table `[bus]`.
    """
    named = file or (Path(environment["UTBLICK_SETTINGS"]) if environment.get("UTBLICK_SETTINGS") else None)
    path = named or Path(FILE)
    written: dict[str, Any] = {}
    if named or path.is_file():
        written = _read(path)
    spoken = _from_environment(environment)
    try:
        return Settings.model_validate(_merged(written, spoken))
    except ValidationError as error:
        raise SettingsMistakes(_mistakes(error, str(path), spoken)) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsMistakes((Mistake(str(path), "file", "there is no such file"),)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsMistakes((Mistake(str(path), "file", f"not valid TOML: {error}"),)) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    spoken: dict[str, Any] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX) or name in _OURS:
            continue
        keys = _SHORT.get(name) or tuple(name.removeprefix(PREFIX).lower().split("__"))
        place = spoken
        for key in keys[:-1]:
            place = place.setdefault(key, {})
        place[keys[-1]] = _listed(keys, value)
    return spoken


def _listed(keys: tuple[str, ...], value: str) -> Any:
    """A comma-separated value, where the setting is a list."""
    model: Any = Settings
    for key in keys:
        field = (
            model.model_fields.get(key) if isinstance(model, type) and issubclass(model, BaseModel) else None
        )
        if field is None:
            return value
        model = field.annotation
    if getattr(model, "__origin__", None) is tuple:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for key, value in above.items():
        inner = both.get(key)
        both[key] = _merged(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return both


def _mistakes(error: ValidationError, path: str, spoken: dict[str, Any]) -> tuple[Mistake, ...]:
    found = []
    for item in error.errors():
        keys = tuple(str(part) for part in item["loc"])
        source = "environment" if _holds(spoken, keys) else path
        found.append(Mistake(source, ".".join(keys) or "settings", _sentence(item, keys)))
    return tuple(found)


def _holds(spoken: dict[str, Any], keys: tuple[str, ...]) -> bool:
    place: Any = spoken
    for key in keys:
        if not isinstance(place, dict) or key not in place:
            return False
        place = place[key]
    return bool(keys)


def _sentence(item: Any, keys: tuple[str, ...]) -> str:
    if item["type"] != "extra_forbidden":
        allowed = _description(keys)
        said = item["msg"].removeprefix("Value error, ")
        given = item.get("input")
        shown = f" (it is {given!r})" if isinstance(given, str | int | float) else ""
        return f"{said}{shown}" + (f" – {allowed}" if allowed else "")
    known = _known_keys(keys[:-1])
    near = get_close_matches(keys[-1], known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"allowed here: {', '.join(known)}"
    return f"there is no such setting; {hint}"


def _model_at(keys: tuple[str, ...]) -> Any:
    model: Any = Settings
    for key in keys:
        field = getattr(model, "model_fields", {}).get(key)
        model = field.annotation if field else None
    return model


def _known_keys(keys: tuple[str, ...]) -> list[str]:
    return sorted(getattr(_model_at(keys), "model_fields", {}))


def _description(keys: tuple[str, ...]) -> str:
    if not keys:
        return ""
    field = getattr(_model_at(keys[:-1]), "model_fields", {}).get(keys[-1])
    return (field.description or "") if field else ""
