"""Every plugin that this installation knows of: enabled, installed, missing, or gone but for its tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib.metadata import EntryPoint

from sqlalchemy import Connection

from utblick.db.database import Database
from utblick.db.ownership import count_rows, tables_of, versioned
from utblick.db.versions import Owner, heads, owner_in, revisions, state
from utblick.declare import Plugin
from utblick.errors import Misconfigured
from utblick.registry import CORE, card_of, folder_of, installed_plugins, load_registry, unknown
from utblick.settings import Settings

Points = Iterable[EntryPoint] | None
"""The plugins to choose from; None for those that the environment has."""


class Standing(StrEnum):
    """How a plugin stands: `missing` is named in the settings and not installed, `gone` is neither."""

    ENABLED = "enabled"
    QUARANTINED = "quarantined"
    DISABLED = "disabled"
    MISSING = "missing"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What a plugin has in the database: its tables with their rows, and where its migrations stand there.

    `heads` is where they end in the code that is installed, and `state` what the two say of one another.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    revisions: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """One plugin. `card` is what it says of itself, when it can be asked; `reason` why it does not run."""

    name: str
    standing: Standing
    reason: str = ""
    version: str = ""
    card: Plugin | None = None
    tables: Tables = Tables()

    @property
    def depends(self) -> tuple[str, ...]:
        return self.card.depends if self.card else ()

    @property
    def is_named(self) -> bool:
        """Whether the settings name it."""
        return self.standing not in {Standing.DISABLED, Standing.GONE}


def survey(settings: Settings, database: Database, *, installed: Points = None) -> tuple[Known, ...]:
    """Everybody with their tables: first those of the settings, then who is installed, then who is gone."""
    known = known_plugins(settings, installed=installed)
    with database.engine.connect() as connection:
        for name in sorted(versioned(connection) - set(known) - {CORE}):
            known[name] = Known(name=name, standing=Standing.GONE)
        return tuple(
            replace(one, tables=_tables(connection, one.name, known, owner_at(one.name, installed=installed)))
            for one in known.values()
        )


def known_plugins(settings: Settings, *, installed: Points = None) -> dict[str, Known]:
    """The plugins of the settings in their order, then the other installed ones by name."""
    points = installed_plugins(installed)
    here = tuple(name for name in settings.plugins if name in points)
    lenient = settings.model_copy(update={"plugins": here, "strict": False})
    aside = {one.name: one.reason for one in load_registry(lenient, installed=points.values()).quarantined}
    found = {}
    for name in settings.plugins:
        if name not in points:
            said = str(unknown(name, tuple(points)))
            found[name] = Known(name=name, standing=Standing.MISSING, reason=said)
        elif name in aside:
            found[name] = _asked(points[name], Standing.QUARANTINED, aside[name])
        else:
            found[name] = _asked(points[name], Standing.ENABLED)
    for name in sorted(set(points) - set(found)):
        found[name] = _asked(points[name], Standing.DISABLED)
    return found


def owner_at(name: str, *, installed: Points = None) -> Owner | None:
    """The owner of an installed plugin's tables, without importing it; None where there are no migrations."""
    point = installed_plugins(installed).get(name)
    if point is None:
        return None
    try:
        return owner_in(name, folder_of(point.module.rpartition(".")[0]))
    except Misconfigured:
        return None


def _asked(point: EntryPoint, standing: Standing, reason: str = "") -> Known:
    try:
        card = card_of(point)
    except Exception as error:
        card, reason = None, reason or f"{type(error).__name__}: {error}"
    version = point.dist.version if point.dist is not None else ""
    return Known(name=point.name, standing=standing, reason=reason, version=version, card=card)


def _tables(connection: Connection, name: str, known: Iterable[str], owner: Owner | None) -> Tables:
    return Tables(
        rows=count_rows(connection, tables_of(connection, name, (*known, CORE))),
        revisions=revisions(connection, name),
        heads=heads(owner) if owner is not None else (),
        state=state(connection, owner) if owner is not None else "",
    )
