"""What of a plugin another municipality can take over: a part of a blueprint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from utblick.i18n import Msg

if TYPE_CHECKING:
    from utblick.context import Context

Entries = Mapping[str, Mapping[str, Any]]
"""What a part holds: each entry as plain values, by a key that is the same in every installation."""


@dataclass(frozen=True, kw_only=True)
class EntryNote:
    """What is said of an entry here: what it is called, which plugin it needs, why it is refused."""

    title: Msg | str = ""
    plugin: str = ""
    refused: Msg | None = None


@dataclass(frozen=True, kw_only=True)
class BlueprintPart:
    """A way of working that can be taken over: rules, templates, texts; never what was done with them.

    `export(ctx)` gives every entry by its key, as plain JSON values: no ids, nothing about people, nothing
    that is true of this installation alone. `install(ctx, entries)` writes those that are not here and those
    that an administrator chose to replace; it refuses what is unsound with `Invalid`. The core compares what
    `export` gives here with what a blueprint holds, so an entry that is equal is never written. `label` is
    the field by which people know an entry, `fields` what the fields are called. `note(ctx, key, entry)` says
    more of an entry before it is installed. The name carries the plugin's prefix.
    """

    name: str
    title: Msg
    export: "Callable[[Context], Entries]"
    install: "Callable[[Context, Entries], None]"
    label: str = "title"
    fields: Mapping[str, Msg] = field(default_factory=dict)
    note: "Callable[[Context, str, Mapping[str, Any]], EntryNote] | None" = None
