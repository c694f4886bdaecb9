"""Whose tables there are: the plugins that own some, enabled or not, with what they say of their columns."""

from collections.abc import Iterable

from utblick.platform import Platform
from utblick.registry import CORE, Registry, installed_plugins, load_registry

RAW = "core_search_fts"
"""Prefix of tables that the database fills by itself, from those that are in the archive."""


def registry_with(platform: Platform, names: Iterable[str]) -> Registry:
    """The platform's registry, with those of these plugins that are installed beside the enabled ones."""
    there = {CORE, *(plugin.name for plugin in platform.registry.plugins)}
    more = [name for name in names if name not in there and name in installed_plugins()]
    if not more:
        return platform.registry
    said = platform.settings
    return load_registry(said.model_copy(update={"plugins": (*said.plugins, *more), "strict": False}))
