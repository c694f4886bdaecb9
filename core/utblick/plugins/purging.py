"""A plugin leaves for good: its rows are archived, then its tables go, and every trace of it in the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from utblick.access.audit import audit
from utblick.bus import purge as bus
from utblick.db import migrate, ownership
from utblick.db.versions import Owner, state
from utblick.errors import Conflict, NotFound
from utblick.i18n import _
from utblick.plugins import traces
from utblick.plugins.archive import write_archive
from utblick.plugins.enabling import refuse_while_needed
from utblick.plugins.survey import Points, known_plugins, owner_at
from utblick.records.files import delete_at_once
from utblick.registry import CORE, unknown

if TYPE_CHECKING:
    from utblick.platform import Platform


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What would go: tables with their rows, rows of the core, consumers on the bus.

    `owner` is None when the plugin's migrations are not here. `consumers` is None when the bus could not be
    asked; `known` are all names that a table could belong to.
    """

    name: str
    version: str
    owner: Owner | None
    tables: Mapping[str, int]
    traces: Mapping[str, int]
    consumers: Sequence[str] | None
    known: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Purged:
    """What went. `left` are tables that the plugin's migrations left behind; they were dropped by name."""

    tables: Mapping[str, int]
    traces: Mapping[str, int]
    left: tuple[str, ...]
    files: int
    reached_bus: bool


def leaving(platform: "Platform", name: str, *, installed: Points = None) -> Leaving:
    """Look at what would go; raises, and changes nothing, when the plugin cannot leave.

    It cannot while the settings name it, while enabled plugins depend on it, or while a process runs it.
    """
    known = known_plugins(platform.settings, installed=installed)
    if name == CORE:
        raise Conflict(_("The core is no plugin. It stays."))
    if name in platform.settings.plugins:
        raise Conflict(
            _(
                "{name} is enabled. First: utblick plugin disable {name}. "
                "Then start Utblick again, and purge.",
                name=name,
            )
        )
    refuse_while_needed(known, name)
    found = look(platform, name, installed=installed)
    if name not in known and not (
        found.tables or found.traces or found.consumers or _was_here(platform, name)
    ):
        raise NotFound(unknown(name, found.known))
    return found


def look(platform: "Platform", name: str, *, installed: Points = None) -> Leaving:
    """What would go, whether or not it may; raises `Conflict` while a process still runs the plugin."""
    known = known_plugins(platform.settings, installed=installed)
    consumers = bus.consumers(platform, name)
    busy = [one.name for one in consumers or () if one.asking]
    if busy:
        raise Conflict(
            _(
                "A process still runs {name}: {consumers} asks for events. Start Utblick again, then purge.",
                name=name,
                consumers=", ".join(busy),
            )
        )
    with platform.database.engine.connect() as connection:
        everyone = tuple({*known, *ownership.versioned(connection), CORE})
        tables = ownership.tables_of(connection, name, everyone)
        return Leaving(
            name=name,
            version=known[name].version if name in known else "",
            owner=owner_at(name, installed=installed),
            tables=ownership.count_rows(connection, tables),
            traces=traces.count(connection, name),
            consumers=None if consumers is None else [one.name for one in consumers],
            known=everyone,
        )


def archive(platform: "Platform", plugin: Leaving, file: Path, *, with_events: bool = False) -> None:
    """Write all that would go into a new zip file."""
    with platform.read() as ctx:
        write_archive(ctx, plugin.name, plugin.tables, file, version=plugin.version, with_events=with_events)


def purge(
    platform: "Platform", plugin: Leaving, *, by_name: bool = False, with_events: bool = False
) -> Purged:
    """Let it go: its consumers, then its tables, then its rows in the core; safe to run again.

    Its migrations take the tables back; `by_name` drops them without. The event log keeps what it has
    published, unless `with_events`.
    """
    require_way(platform, plugin, by_name=by_name, with_events=with_events)
    reached = bus.purge(platform, plugin.name, with_events=with_events)
    if plugin.owner is not None and plugin.tables and not by_name:
        _take_back(platform, plugin.owner)
    left = ownership.drop(platform.database, plugin.name, plugin.known)
    with platform.write() as ctx:
        digests = traces.digests(ctx.session.connection(), plugin.name)
        rows = traces.remove(ctx, plugin.name, plugin.known)
        audit(ctx, "plugin.purged", f"plugin/{plugin.name}", rows=sum(plugin.tables.values()))
    files = delete_at_once(platform, digests)
    return Purged(
        tables=plugin.tables,
        traces=dict(plugin.traces) | dict(rows),
        left=() if by_name or plugin.owner is None else left,
        files=files,
        reached_bus=reached,
    )


def require_way(
    platform: "Platform", plugin: Leaving, *, by_name: bool = False, with_events: bool = False
) -> None:
    """Raise `Conflict`, with what to do, when the tables could go by their names only and nobody said so.

    Also when its events are to go and the bus, from where they could come back, does not answer.
    """
    if with_events and plugin.consumers is None:
        raise Conflict(
            _("The bus does not answer. The events could come back from there, so nothing was changed.")
        )
    if by_name or not plugin.tables:
        return
    named = ", ".join(plugin.tables)
    if plugin.owner is None:
        raise Conflict(
            _(
                "The code of {name} is not installed, so nobody can take its tables back: {tables}. "
                "Install it again, or have them dropped by name: utblick plugin purge {name} --drop-tables",
                name=plugin.name,
                tables=named,
            )
        )
    with platform.database.engine.connect() as connection:
        if state(connection, plugin.owner) == "ahead":
            raise Conflict(
                _(
                    "The tables of {name} are newer than its installed version, which cannot take them back: "
                    "{tables}. Install the newer version again, or have them dropped by name: "
                    "utblick plugin purge {name} --drop-tables",
                    name=plugin.name,
                    tables=named,
                )
            )


def _was_here(platform: "Platform", name: str) -> bool:
    with platform.database.engine.connect() as connection:
        return name in ownership.versioned(connection)


def _take_back(platform: "Platform", owner: Owner) -> None:
    try:
        migrate.downgrade(platform.database, owner)
    except Exception as error:
        raise Conflict(
            _(
                "The migrations of {name} do not take its tables back ({error}). They are as they were; "
                "have them dropped by name: utblick plugin purge {name} --drop-tables",
                name=owner.name,
                error=f"{type(error).__name__}: {error}".splitlines()[0][:200],
            )
        ) from error
