"""Migrations, one line of them per owner of tables: the core and each plugin, with a version table each."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from utblick.db.alone import alone
from utblick.db.database import Database
from utblick.db.metadata import metadata
from utblick.db.versions import Owner, known_state, owner_of, owners

if TYPE_CHECKING:
    from utblick.registry import Registry

_RAW = "core_search_fts"
"""Prefix of tables that a migration makes by hand, because no metadata can say them."""


def upgrade(database: Database, registry: "Registry") -> tuple[str, ...]:
    """Bring every owner's tables to where the code is; returns whose tables changed.

    One process at a time: the others wait. Raises `Misconfigured`, and changes nothing, when the database is
    newer than the code of any owner.
    """
    everyone = owners(registry)
    with alone(database), database.alter() as connection:
        found = {owner: known_state(connection, owner) for owner in everyone}
        changed = tuple(owner for owner in everyone if found[owner] != "current")
        for owner in changed:
            move(connection, owner, "head")
            connection.commit()
    return tuple(owner.name for owner in changed)


def downgrade(database: Database, owner: Owner, target: str = "base") -> None:
    """Take an owner's tables back, to nothing by default; their data goes."""
    with alone(database), database.alter() as connection:
        move(connection, owner, target, up=False)
        connection.commit()


def move(connection: Connection, owner: Owner, target: str, *, up: bool = True) -> None:
    """Run an owner's migrations up or down to a revision, within the caller's transaction."""
    connection.execute(text("SELECT 1"))  # the transaction begins: Alembic then leaves its end to the caller
    _run(connection, owner, target, up=up)


def differences(database: Database, registry: "Registry") -> dict[str, list[Any]]:
    """What the models of each owner say that its migrations do not; empty lists when all is well."""
    return {owner.name: differences_of(database, registry, owner) for owner in owners(registry)}


def differences_of(database: Database, registry: "Registry", owner: Owner) -> list[Any]:
    """The same for one owner."""
    with database.engine.connect() as connection:
        return list(compare_metadata(comparing(connection, owner, owners(registry)), metadata))


def comparing(connection: Connection, owner: Owner, everyone: tuple[Owner, ...]) -> MigrationContext:
    """What Alembic compares the owner's tables in: those of everybody else are out of its sight."""
    names = tuple(other.name for other in everyone)
    return MigrationContext.configure(connection, opts=_options(owner, names))


def _script(owner: Owner) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(owner.folder))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def _options(owner: Owner, names: tuple[str, ...]) -> dict[str, Any]:
    def include(name: str | None, kind: str, _parents: Any) -> bool:
        if kind != "table" or name is None:
            return True
        return owner_of(name, names) == owner.name and not name.startswith(_RAW)

    return {
        "version_table": owner.version_table,
        "target_metadata": metadata,
        "include_name": include,
        "include_object": lambda _obj, name, kind, *_rest: include(name, kind, None),
        "render_as_batch": True,
        "compare_type": True,
    }


def _run(connection: Connection, owner: Owner, target: str, *, up: bool) -> None:
    script = _script(owner)
    move: Callable[[Any, Any], Any] = script._upgrade_revs if up else script._downgrade_revs

    def steps(revision: Any, _context: Any) -> Any:
        return move(target, revision)

    with EnvironmentContext(Config(), script, fn=steps, destination_rev=target) as environment:
        environment.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=owner.version_table,
            render_as_batch=True,
        )
        with environment.begin_transaction():
            environment.run_migrations()
