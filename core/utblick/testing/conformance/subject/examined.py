"""The plugin that is examined: everything that more than one rule looks at, found out once."""

import pkgutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self

from sqlmodel import SQLModel

from utblick.bus.example import example_of
from utblick.errors import Misconfigured
from utblick.registry import LoadedPlugin, folder_of, unknown
from utblick.testing.conformance.rows.own import NOTHING_OWN, OwnRows, found_beside
from utblick.testing.conformance.rule import Finding
from utblick.testing.conformance.subject.hooks import Hooks, ask
from utblick.testing.conformance.subject.houses import Ground, Houses
from utblick.testing.conformance.subject.order import needed
from utblick.testing.conformance.subject.sources import Sources, read_sources

if TYPE_CHECKING:
    from utblick.platform import Platform
    from utblick.testing.conformance.subject.walk import Walk


@dataclass
class Subject:
    """One plugin under examination. Use it as a context: what it opened is closed at the end."""

    name: str
    ground: Ground
    own: OwnRows = NOTHING_OWN
    unfilled: dict[str, Finding] = field(default_factory=dict)
    """Tables of which no row could be made, with the reason."""
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._open.close()

    @cached_property
    def point(self) -> EntryPoint:
        """The plugin's entry point; raises `Misconfigured` when it is not installed."""
        found = self.ground.point(self.name)
        if found is None:
            raise Misconfigured(unknown(self.name, tuple(point.name for point in self.ground.installed)))
        return found

    @cached_property
    def package(self) -> str:
        return self.point.module.rpartition(".")[0]

    @cached_property
    def folder(self) -> Path:
        """The folder of the plugin's package."""
        return folder_of(self.package)

    @cached_property
    def home(self) -> Path | None:
        """The folder with the plugin's README and tests; None for one that was installed from a wheel."""
        above = self.folder.parent.parent if self.folder.parent.name == "src" else self.folder.parent
        names = ("README.md", "pyproject.toml")
        return next(
            (place for place in (above, self.folder) if any((place / n).is_file() for n in names)), None
        )

    @cached_property
    def sources(self) -> Sources:
        return read_sources(self.folder)

    @cached_property
    def module(self) -> ModuleType:
        """The module with the hooks; importing it may raise anything."""
        loaded: ModuleType = self.point.load()
        return loaded

    @cached_property
    def hooks(self) -> Hooks:
        return ask(self.module)

    def import_everything(self) -> None:
        """Import the hooks and every other module of the package; that may raise anything."""
        self.module  # noqa: B018 - it is imported here
        for module in pkgutil.walk_packages([str(self.folder)], f"{self.package}."):
            if ".migrations" not in module.name:
                import_module(module.name)

    @cached_property
    def models(self) -> tuple[type[SQLModel], ...]:
        """The tables that the package defines, as far as it can be imported."""
        with suppress(Exception):
            self.import_everything()
        return tuple(
            model
            for model in _below(SQLModel)
            if model.__module__.startswith(f"{self.package}.") and hasattr(model, "__table__")
        )

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The plugins that this one depends on, in the order in which they load."""
        return needed(self.name, self.ground)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Values for the settings that have no default; the others are left as they are."""
        model = next(iter(self.hooks.many("register_settings")), None)
        if model is None:
            return {}
        required = {name for name, info in model.model_fields.items() if info.is_required()}
        return {name: value for name, value in example_of(model).items() if name in required}

    @cached_property
    def houses(self) -> Houses:
        """Installations with this plugin and those that it depends on, or wants beside it."""
        given = {self.name: self.settings} if self.settings else {}
        first = dict.fromkeys((*self.rows.beside, *self.needed))
        return Houses(self.ground, (*first, self.name), given, self._fill)

    @cached_property
    def plugin(self) -> LoadedPlugin:
        found = self.houses.first.registry.plugin(self.name)
        assert found is not None
        return found

    @cached_property
    def rows(self) -> OwnRows:
        """The plugin's own rows and addresses: those that were given, else those beside its tests."""
        if self.own != NOTHING_OWN or self.home is None:
            return self.own
        return found_beside(self.home / "tests")

    @cached_property
    def walk(self) -> "Walk":
        """Every page as it was with no row, with one and with three."""
        from utblick.testing.conformance.subject.walk import Walk

        return self._open.enter_context(Walk.through(self))

    def _fill(self, platform: "Platform", number: int) -> None:
        from utblick.testing.conformance.rows.factory import fill

        for problem in fill(platform, self, number):
            self.unfilled.setdefault(*problem)


def _below(model: type[SQLModel]) -> Iterator[type[SQLModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)
