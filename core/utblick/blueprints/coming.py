"""The settings as the next start will read them, and the plugins that would run then."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.registry import Registry, installed_plugins, load_registry
from utblick.settings import Settings
from utblick.settings.load import load_settings

ENVIRONMENT = "environment"


def file_of(settings: Settings) -> Path | None:
    """The settings file that can be written to; None where the settings come from elsewhere."""
    for keys in (("plugins",), ("data_folder",), ("municipality", "code")):
        source = settings.source_of(*keys)
        if source.endswith(".toml"):
            return Path(source)
    return None


def coming_settings(settings: Settings) -> Settings:
    """The settings that the file says by now; what runs may have been started with others."""
    file = file_of(settings)
    return load_settings(file) if file is not None and file.is_file() else settings


def registry_with(
    settings: Settings, plugins: Iterable[str], values: Mapping[str, Any] | None = None
) -> tuple[Settings, Registry]:
    """What would run with these plugins and settings besides; plugins that would fail are set aside."""
    here = installed_plugins()
    named = [*settings.plugins, *(name for name in plugins if name not in settings.plugins)]
    wanted: dict[str, Any] = settings.model_dump(include={*_tables(values or {})}, mode="python")
    for name, value in (values or {}).items():
        place = wanted
        *tables, last = name.split(".")
        for table in tables:
            place = place.setdefault(table, {})
        place[last] = value
    rest = settings.model_dump(exclude={*wanted, "plugins", "strict"}, mode="python")
    try:
        made = Settings.model_validate(
            {**rest, **wanted, "plugins": [name for name in named if name in here], "strict": False}
        )
    except ValidationError as error:
        places = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
        raise Misconfigured(_("These settings cannot be used: {places}", places=places)) from None
    return made, load_registry(made)


def _tables(values: Mapping[str, Any]) -> set[str]:
    return {name.partition(".")[0] for name in values}
