"""What tests need not make again: tables, a registry and its words, and the application over them."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from litestar import Litestar

from utblick.db.database import Database
from utblick.platform import Platform, assemble
from utblick.registry import Registry
from utblick.settings import Settings

_MOST_APPS = 8


def moved(known: Platform, settings: Settings) -> Platform:
    """A platform with the registry and the words of one that is known, over a database of its own."""
    from utblick.records.history import keep_history

    database = Database(settings.database_url)
    keep_history(database, known.registry)
    return Platform(settings, known.registry, database, known.catalogue)


@dataclass
class Standing:
    """Platforms for tests, each on fresh tables that are copied, not migrated."""

    folder: Path
    _known: dict[str, Platform] = field(default_factory=dict)
    _tables: dict[tuple[str, ...], Path] = field(default_factory=dict)
    _templates: dict[tuple[str, ...], str] = field(default_factory=dict)
    _apps: dict[tuple[int, bool, str], tuple[Litestar, "_Current", Registry]] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        self._open.close()

    def known(self, settings: Settings) -> Platform:
        """A closed platform with these settings; its registry and words are for all to use."""
        key = _key(settings)
        if key not in self._known:
            self._known[key] = assemble(settings)
            self._known[key].close()
        return self._known[key]

    @cached_property
    def postgres(self) -> str:
        """The address of a real PostgreSQL server, which is started when it is asked for first."""
        from utblick.testing.postgres import running

        return self._open.enter_context(running())

    def on_sqlite(self, settings: Settings) -> Platform:
        """A fresh platform on SQLite, with every table and no rows."""
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self._file(settings.plugins), settings.data_folder / "utblick.db")
        return moved(self.known(settings), settings)

    @contextmanager
    def on_postgres(self, settings: Settings) -> Iterator[Platform]:
        """A fresh platform on PostgreSQL; its database is dropped at the end."""
        from utblick.testing.postgres import fresh_database

        template = self._template(settings.plugins)
        with fresh_database(self.postgres, template=template) as url:
            made = moved(self.known(settings), on(settings, url))
            yield made
            made.close()

    def app(self, platform: Platform) -> Litestar:
        """The application of a platform; platforms that are alike have one, which serves the latest."""
        from utblick.web.app import build_app

        key = (id(platform.registry), platform.database.is_sqlite, _key(platform.settings))
        if key not in self._apps:
            if len(self._apps) == _MOST_APPS:
                del self._apps[next(iter(self._apps))]
            current = _Current(platform)
            self._apps[key] = build_app(cast(Platform, current)), current, platform.registry
        app, current, _registry = self._apps[key]
        current.platform = platform
        return app

    def _file(self, plugins: tuple[str, ...]) -> Path:
        if plugins not in self._tables:
            folder = self.folder / ("-".join(plugins) or "core")
            folder.mkdir(parents=True)
            made = _migrated(Settings(plugins=plugins, data_folder=folder, strict=True))
            with made.database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            made.close()
            self._tables[plugins] = folder / "utblick.db"
        return self._tables[plugins]

    def _template(self, plugins: tuple[str, ...]) -> str:
        """The address of a database with the tables of these plugins, from which others are copied."""
        from utblick.testing.postgres import fresh_database

        if plugins not in self._templates:
            url = self._open.enter_context(fresh_database(self.postgres))
            folder = self.folder / "postgres"
            _migrated(on(Settings(plugins=plugins, data_folder=folder, strict=True), url)).close()
            self._templates[plugins] = url
        return self._templates[plugins]


def on(settings: Settings, url: str) -> Settings:
    """The same settings with the database at this address."""
    return settings.model_copy(update={"database": settings.database.model_copy(update={"url": url})})


class _Current:
    """The platform of the test that runs now, as an application asks for it that outlives tests."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def __getattr__(self, name: str) -> Any:
        return getattr(self.platform, name)


def _migrated(settings: Settings) -> Platform:
    from utblick.db.migrate import upgrade

    made = assemble(settings)
    upgrade(made.database, made.registry)
    return made


def _key(settings: Settings) -> str:
    return settings.model_dump_json(exclude={"data_folder", "database"})
