"""Migrations, one line of them per owner of tables: the core and each plugin, with a version table each."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from utblick.db.database import Database
from utblick.db.metadata import metadata
from utblick.db.versions import Owner, ahead, owners, state
from utblick.errors import Misconfigured

if TYPE_CHECKING:
    from utblick.registry import Registry

_LOCK = 0x7574626C
_RAW = "core_search_fts"
"""Prefix of tables that a migration makes by hand, because no metadata can say them."""


def upgrade(database: Database, registry: "Registry") -> tuple[str, ...]:
    """Bring every owner's tables to where the code is; returns whose tables changed.

    One process at a time: the others wait. Raises `Misconfigured` when the database is newer than the code.
    """
    changed = []
    with _alone(database):
        for owner in owners(registry):
            with database.engine.connect() as connection:
                found = state(connection, owner)
                if found == "ahead":
                    raise Misconfigured(ahead(owner))
                if found != "current":
                    _run(connection, owner, "head", up=True)
                    changed.append(owner.name)
    return tuple(changed)


def downgrade(database: Database, owner: Owner, target: str = "base") -> None:
    """Take an owner's tables back, to nothing by default; their data goes."""
    with _alone(database), database.engine.connect() as connection:
        _run(connection, owner, target, up=False)


def differences(database: Database, registry: "Registry") -> dict[str, list[Any]]:
    """What the models of each owner say that its migrations do not; empty lists when all is well."""
    found = {}
    everyone = owners(registry)
    names = tuple(owner.name for owner in everyone)
    with database.engine.connect() as connection:
        for owner in everyone:
            context = MigrationContext.configure(connection, opts=_options(owner, names))
            found[owner.name] = compare_metadata(context, metadata)
    return found


def orphans(database: Database, registry: "Registry") -> tuple[str, ...]:
    """Owners whose tables are in the database although no enabled plugin has that name."""
    known = {owner.name for owner in owners(registry)}
    tables = inspect(database.engine).get_table_names()
    versioned = {table.removeprefix("alembic_") for table in tables if table.startswith("alembic_")}
    return tuple(sorted(versioned - known))


def owner_of(table: str, names: tuple[str, ...]) -> str:
    """The owner with the longest name that begins the table's name; empty when there is none."""
    return max((name for name in names if table.startswith(f"{name}_")), key=len, default="")


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
    connection.commit()


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Hold the lock of migrations: a file beside an SQLite database, an advisory lock on PostgreSQL."""
    if database.is_sqlite:
        place = database.engine.url.database
        if not place or place == ":memory:":
            yield
            return
        with Path(f"{place}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with database.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
