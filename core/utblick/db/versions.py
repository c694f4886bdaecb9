"""Where the tables of each owner are, compared with the code: asked at every start, without Alembic."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, String, column, inspect, select, table

from utblick.db.database import Database
from utblick.db.metadata import load
from utblick.errors import Misconfigured
from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from utblick.registry import Registry

State = Literal["current", "empty", "behind", "ahead"]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose tables: their names begin with `name_`, their migrations lie in `folder`."""

    name: str
    folder: Path

    @property
    def version_table(self) -> str:
        return version_table(self.name)


def owners(registry: "Registry") -> tuple[Owner, ...]:
    """The core first, then the enabled plugins that have tables."""
    load()
    found = (owner_in(plugin.name, plugin.folder) for plugin in registry.plugins)
    return tuple(owner for owner in found if owner is not None)


def owner_in(name: str, folder: Path) -> Owner | None:
    """The owner whose package lies in the folder; None for one without migrations."""
    place = folder / "migrations"
    return Owner(name, place) if place.is_dir() else None


def owner_of(table_name: str, names: tuple[str, ...]) -> str:
    """The owner with the longest name that begins the table's name; empty when there is none."""
    return max((name for name in names if table_name.startswith(f"{name}_")), key=len, default="")


def version_table(owner: str) -> str:
    """The table in which an owner's migrations note how far they have come."""
    return f"alembic_{owner}"


def is_current(database: Database, registry: "Registry") -> bool:
    """Whether every owner's tables are exactly where the code is."""
    with database.engine.connect() as connection:
        return all(state(connection, owner) == "current" for owner in owners(registry))


def require_current(database: Database, registry: "Registry") -> None:
    """Raise `Misconfigured`, with what to do, unless the database is exactly where the code is."""
    with database.engine.connect() as connection:
        for owner in owners(registry):
            if known_state(connection, owner) != "current":
                raise Misconfigured(
                    _("The tables of {owner} are not up to date. Run: utblick db upgrade", owner=owner.name)
                )


def state(connection: Connection, owner: Owner) -> State:
    """Where an owner's tables are, compared with the code."""
    stored = set(revisions(connection, owner.name))
    known = _revisions(owner.folder / "versions")
    if stored == set(_ends(known)):
        return "current"
    if not stored:
        return "empty"
    return "behind" if stored <= known.keys() else "ahead"


def known_state(connection: Connection, owner: Owner) -> State:
    """Where an owner's tables are; raises `Misconfigured` when that is beyond the code."""
    found = state(connection, owner)
    if found == "ahead":
        raise Misconfigured(_ahead(connection, owner))
    return found


def revisions(connection: Connection, owner: str) -> tuple[str, ...]:
    """Where the owner's migrations stand in the database; empty when they were never run."""
    name = version_table(owner)
    if not inspect(connection).has_table(name):
        return ()
    there = select(column("version_num", String)).select_from(table(name))
    return tuple(sorted(connection.scalars(there)))


def heads(owner: Owner) -> tuple[str, ...]:
    """The revisions that the owner's migrations end in; a whole line of them has one."""
    return _ends(_revisions(owner.folder / "versions"))


def known_revisions(owner: Owner) -> frozenset[str]:
    """Every revision that the owner's migrations here know."""
    return frozenset(_revisions(owner.folder / "versions"))


def _ahead(connection: Connection, owner: Owner) -> Msg:
    there = ", ".join(revisions(connection, owner.name))
    if owner.name == "core":
        return _(
            "The tables of the core are newer than this version of Utblick: they are at {there}, which it "
            "does not know. Install the newer version again, or restore the backup that was taken before "
            "the upgrade.",
            there=there,
        )
    return _(
        "The tables of the plugin {owner} are newer than this version of it: they are at {there}, which it "
        "does not know. Install the newer version again, restore the backup that was taken before the "
        "upgrade, or run without the plugin: utblick plugin disable {owner}",
        owner=owner.name,
        there=there,
    )


def _ends(known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The revisions that no other one follows."""
    return tuple(sorted(known.keys() - {before for many in known.values() for before in many}))


def _revisions(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every revision of the code with those that it follows, read without running the migrations."""
    found = {}
    for file in folder.glob("*.py"):
        said = _said(file.read_text(encoding="utf-8"))
        if "revision" in said:
            before = said.get("down_revision") or ()
            found[said["revision"]] = (before,) if isinstance(before, str) else tuple(before)
    return found


def _said(source: str) -> dict[str, Any]:
    """The plain values that a migration gives to names, above its functions."""
    found = {}
    for part in ast.parse(source.partition("\ndef ")[0]).body:
        for target, value in _given(part):
            if isinstance(target, ast.Name) and target.id in {"revision", "down_revision"}:
                found[target.id] = ast.literal_eval(value)
    return found


def _given(part: ast.stmt) -> list[tuple[ast.expr, ast.expr]]:
    """Which value a statement gives to which name; several at once, one by one."""
    if isinstance(part, ast.AnnAssign):
        return [(part.target, part.value)] if part.value is not None else []
    if not isinstance(part, ast.Assign):
        return []
    target = part.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(part.value, ast.Tuple):
        return list(zip(target.elts, part.value.elts, strict=False))
    return [(target, part.value)]
