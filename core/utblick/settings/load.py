"""Reading the settings: the file, then the environment; every mistake by file, key and what is allowed."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from utblick.settings.mistakes import Mistake, SettingsMistakes, mistakes_in, model_at
from utblick.settings.model import Settings
from utblick.settings.secret_files import with_secrets

FILE = "utblick.toml"
PREFIX = "UTBLICK_"
_SHORT = {
    "UTBLICK_PORT": ("web", "port"),
    "UTBLICK_HOST": ("web", "host"),
    "UTBLICK_DATABASE": ("database", "url"),
}
_OURS = {"UTBLICK_SETTINGS", "UTBLICK_ASSETS"}


def load_settings(file: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this installation; raises `SettingsMistakes` that names each mistake.

    The file is the one given, or that of UTBLICK_SETTINGS, or utblick.toml in the working folder when
    there is one. UTBLICK_BUS__REPLICAS=3 overrides `replicas` of the table `[bus]`. A secret may be given
    as a file: UTBLICK_MAIL__PASSWORD_FILE, or `password_file` in the table.
    """
    named = file or (Path(environment["UTBLICK_SETTINGS"]) if environment.get("UTBLICK_SETTINGS") else None)
    path = named or Path(FILE)
    written: dict[str, Any] = {}
    if named or path.is_file():
        written = _read(path)
    spoken = _from_environment(environment)

    def source(keys: tuple[str, ...]) -> str:
        return "environment" if _holds(spoken, keys) else str(path)

    try:
        settings = Settings.model_validate(with_secrets(_merged(written, spoken), Settings, source))
    except ValidationError as error:
        raise SettingsMistakes(mistakes_in(error, Settings, source)) from None
    settings._source = source
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsMistakes((Mistake(str(path), "file", "there is no such file"),)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsMistakes((Mistake(str(path), "file", f"not valid TOML: {error}"),)) from None
    except OSError as error:
        raise SettingsMistakes((Mistake(str(path), "file", f"cannot be read: {error.strerror}"),)) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    spoken: dict[str, Any] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX) or name in _OURS:
            continue
        keys = _SHORT.get(name) or tuple(name.removeprefix(PREFIX).lower().split("__"))
        place = spoken
        for key in keys[:-1]:
            inner = place.setdefault(key, {})
            place = inner if isinstance(inner, dict) else {}
        place.setdefault(keys[-1], _listed(keys, value))
    return spoken


def _listed(keys: tuple[str, ...], value: str) -> Any:
    """A comma-separated value, where the setting is a list."""
    if getattr(model_at(Settings, keys), "__origin__", None) is tuple:
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for key, value in above.items():
        inner = both.get(key)
        both[key] = _merged(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return both


def _holds(spoken: dict[str, Any], keys: tuple[str, ...]) -> bool:
    """Whether the value at these keys, or one that they lead into, came from the environment."""
    place: Any = spoken
    for key in keys:
        if not isinstance(place, dict):
            return True
        if key not in place:
            return False
        place = place[key]
    return bool(keys)
