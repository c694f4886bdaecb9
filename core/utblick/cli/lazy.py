"""Groups whose commands are imported when they are called, so that none of them slows another's start."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group of commands by name; each place is written ``package.module:attribute``."""

    def __init__(self, *arguments: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.places:
            return None
        module, _colon, attribute = self.places[name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found
