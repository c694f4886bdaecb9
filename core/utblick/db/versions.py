"""Where the tables of each owner are, compared with the code: asked at every start, without Alembic."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, inspect, text

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
        return f"alembic_{self.name}"


def owners(registry: "Registry") -> tuple[Owner, ...]:
    """The core first, then the enabled plugins that have tables."""
    load()
    found = ((plugin.name, plugin.folder / "migrations") for plugin in registry.plugins)
    return tuple(Owner(name, folder) for name, folder in found if folder.is_dir())


def is_current(database: Database, registry: "Registry") -> bool:
    """Whether every owner's tables are exactly where the code is."""
    with database.engine.connect() as connection:
        return all(state(connection, owner) == "current" for owner in owners(registry))


def require_current(database: Database, registry: "Registry") -> None:
    """Raise `Misconfigured`, with what to do, unless the database is exactly where the code is."""
    with database.engine.connect() as connection:
        for owner in owners(registry):
            found = state(connection, owner)
            if found == "ahead":
                raise Misconfigured(ahead(owner))
            if found != "current":
                raise Misconfigured(
                    _("The tables of {owner} are not up to date. Run: utblick db upgrade", owner=owner.name)
                )


def state(connection: Connection, owner: Owner) -> State:
    """Where an owner's tables are, compared with the code."""
    stored = _stored(connection, owner)
    known = _revisions(owner.folder / "versions")
    if stored == known.keys() - {before for many in known.values() for before in many}:
        return "current"
    if not stored:
        return "empty"
    return "behind" if stored <= known.keys() else "ahead"


def ahead(owner: Owner) -> Msg:
    """What to do about a database that is newer than the code."""
    return _(
        "The tables of {owner} are newer than this version of the program. "
        "Install the newer version again, or restore the backup that was taken before the upgrade.",
        owner=owner.name,
    )


def _stored(connection: Connection, owner: Owner) -> set[str]:
    found: set[str] = set()
    if inspect(connection).has_table(owner.version_table):
        query = text(f"SELECT version_num FROM {owner.version_table}")  # noqa: S608 - a plugin's checked name
        found = set(connection.execute(query).scalars())
    connection.rollback()
    return found


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
        names = [part.target] if isinstance(part, ast.AnnAssign) else getattr(part, "targets", [])
        for name in names:
            if isinstance(name, ast.Name) and name.id in {"revision", "down_revision"}:
                found[name.id] = ast.literal_eval(part.value)  # type: ignore[attr-defined]
    return found
