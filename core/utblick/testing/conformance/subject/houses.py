"""Throw-away installations in which a plugin is tried: made once by its migrations, copied for each trial."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import EntryPoint
from itertools import count
from pathlib import Path
from typing import Any

from utblick.db.migrate import upgrade
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick.testing.standing import moved, on

ROWS = (0, 1, 3)
"""How many rows of each kind the installations have that rules look at."""


@dataclass(frozen=True)
class Ground:
    """Where plugins are tried: a folder to throw away, what is installed, what of this machine may be used.

    `postgres` gives the address of a server, or None when there is none at hand.
    """

    folder: Path
    installed: tuple[EntryPoint, ...]
    postgres: Callable[[], str | None] = lambda: None
    browser: bool = True

    def point(self, name: str) -> EntryPoint | None:
        return next((point for point in self.installed if point.name == name), None)


@dataclass(frozen=True)
class Houses:
    """Installations with one set of plugins. `fill(platform, number)` adds the n-th row of each kind."""

    ground: Ground
    plugins: tuple[str, ...]
    settings_of: dict[str, dict[str, Any]]
    fill: Callable[[Platform, int], None]
    _numbers: Iterator[int] = field(default_factory=count)
    _made: dict[int, Path] = field(default_factory=dict)

    @cached_property
    def first(self) -> Platform:
        """The platform whose registry and words all the others share; it has no tables."""
        made = assemble(self._settings(self._folder()), installed=self.ground.installed)
        made.close()
        return made

    @contextmanager
    def house(self, rows: int = 0) -> Iterator[Platform]:
        """An installation of one's own with so many rows of each kind, on SQLite."""
        folder = self._folder()
        shutil.copytree(self._template(rows), folder, dirs_exist_ok=True)
        with self._open(self._settings(folder)) as made:
            yield made

    @contextmanager
    def house_at(self, url: str) -> Iterator[Platform]:
        """An installation on another database, whose tables are made here."""
        with self._open(on(self._settings(self._folder()), url)) as made:
            upgrade(made.database, made.registry)
            yield made

    @contextmanager
    def bare(self) -> Iterator[Platform]:
        """An installation without any table."""
        with self._open(self._settings(self._folder())) as made:
            yield made

    def grow(self, platform: Platform, numbers: Sequence[int]) -> None:
        """Add the rows of these numbers."""
        for number in numbers:
            self.fill(platform, number)

    def _template(self, rows: int) -> Path:
        """The data folder of an installation that is only copied."""
        if rows not in self._made:
            before = max((n for n in ROWS if n < rows), default=None)
            with self.bare() if before is None else self.house(before) as made:
                if before is None:
                    upgrade(made.database, made.registry)
                else:
                    self.grow(made, range(before + 1, rows + 1))
            self._made[rows] = made.settings.data_folder
        return self._made[rows]

    @contextmanager
    def _open(self, settings: Settings) -> Iterator[Platform]:
        made = moved(self.first, settings)
        try:
            yield made
        finally:
            made.close()

    def _settings(self, folder: Path) -> Settings:
        return Settings(plugins=self.plugins, plugin=self.settings_of, data_folder=folder, strict=True)

    def _folder(self) -> Path:
        folder = self.ground.folder / "-".join((self.plugins[-1], str(next(self._numbers))))
        folder.mkdir(parents=True)
        return folder
