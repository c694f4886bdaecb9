"""C06: a plugin sees one module of the platform, no other plugin, and its own rooms from above only."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.sources import Source, Sources, read_sources

CORE, FACADE, TESTING = "utblick", "utblick.api", "utblick.testing"
LAYERS: Mapping[str, int] = {
    **dict.fromkeys(("models", "events", "settings"), 1),
    **dict.fromkeys(("service", "queries"), 2),
    **dict.fromkeys(
        (
            "records",
            "pages",
            "panels",
            "calendars",
            "jobs",
            "subscribers",
            "cli",
            "privacy",
            "indicators",
            "blueprint",
            "demo",
        ),
        3,
    ),
    "plugin": 4,
}
"""The rooms of a plugin: each may import its own number and below. Others count as what they import."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One import, wherever it stands: at the top, within a function, or for type checking only."""

    source: Source
    node: ast.AST
    module: str

    @property
    def where(self) -> str:
        return self.source.at(self.node)


def walled(subject: Subject) -> Iterator[Finding]:
    """The façade only, no other plugin, and the layers within."""
    others = {point.module.rpartition(".")[0] for point in subject.ground.installed} - {subject.package}
    migrations = read_sources(subject.folder / "migrations")
    for sources in (subject.sources, migrations):
        yield from _outside(subject, sources, others, allowed=(FACADE,))
    tests = subject.home / "tests" if subject.home else None
    if tests is not None and tests.is_dir():
        yield from _outside(subject, read_sources(tests), others, allowed=(FACADE, TESTING))
    yield from _layers(subject)


def _outside(
    subject: Subject, sources: Sources, others: set[str], *, allowed: tuple[str, ...]
) -> Iterator[Finding]:
    for one in imports(sources, subject.package):
        top = one.module.partition(".")[0]
        if _within(one.module, (subject.package, *allowed)):
            continue
        if top == CORE:
            names = " or ".join(f"`{name}`" for name in allowed)
            yield Finding(
                one.where,
                f"This reaches `{one.module}`, which is not promised to plugins.",
                f"Import from {names}; say what is missing there.",
            )
        elif _within(one.module, others) or (
            top.startswith(f"{CORE}_") and top != subject.package.partition(".")[0]
        ):
            yield Finding(
                one.where,
                f"This imports another plugin, `{one.module}`.",
                "Subscribe to its events, read by a model of your own, or point at its records by `Ref`.",
            )


def _within(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def imports(sources: Sources, package: str) -> Iterator[Imported]:
    """Every import of the files, by its full name; `from a import b` may mean the module `a.b`."""
    for source in sources.files:
        for node in ast.walk(source.tree):
            for module in _named(node, source, package):
                yield Imported(source, node, module)


def _named(node: ast.AST, source: Source, package: str) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names if alias.name != CORE)
        case ast.ImportFrom(module=module, names=names, level=level):
            start = module or ""
            if level:
                parts = [package, *source.module.split(".")] if source.module else [package]
                above = len(parts) - level + (source.path.stem == "__init__" and bool(source.module))
                start = ".".join([*parts[: max(above, 0)], *([module] if module else [])])
            yield from (f"{start}.{alias.name}" if start in (CORE, package) else start for alias in names)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == CORE:
            yield f"{CORE}.{attribute}"
        case ast.Call(func=called, args=[ast.Constant(value=str(module)), *_rest]) if _imports_late(called):
            yield module


def _imports_late(called: ast.expr) -> bool:
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    return name in {"import_module", "__import__", "find_spec"}


def _layers(subject: Subject) -> Iterator[Finding]:
    rooms = _Rooms(subject.sources, subject.package)
    for one in rooms.inner:
        here, there = (
            rooms.room(one.source.module),
            rooms.room(one.module.removeprefix(f"{subject.package}.")),
        )
        mine = LAYERS.get(here)
        if mine is None or here == there:
            continue
        theirs = rooms.reach(there)
        if theirs > mine:
            through = "" if there in LAYERS else " imports what"
            yield Finding(
                one.where,
                f"`{here}` imports `{there}`, which{through} stands above it.",
                "Let pages and panels import service and queries, and those import models; never back.",
            )


class _Rooms:
    """The rooms of a package: its modules and folders at the top, and who imports whom."""

    def __init__(self, sources: Sources, package: str) -> None:
        self._sources = sources
        self._package = package

    @cached_property
    def inner(self) -> tuple[Imported, ...]:
        found = imports(self._sources, self._package)
        return tuple(one for one in found if one.module.startswith(f"{self._package}."))

    @staticmethod
    def room(module: str) -> str:
        return module.partition(".")[0]

    def reach(self, room: str, seen: tuple[str, ...] = ()) -> int:
        """The layer of a room; for one without, the highest that it reaches."""
        if room in LAYERS:
            return LAYERS[room]
        nexts = {
            self.room(one.module.removeprefix(f"{self._package}."))
            for one in self.inner
            if self.room(one.source.module) == room
        }
        return max((self.reach(one, (*seen, room)) for one in nexts if one not in (*seen, room)), default=0)


C06 = Rule(
    "C06",
    "It imports `utblick.api` and nothing else of the platform, no other plugin, its own rooms downwards.",
    walled,
    after=(),
)
