"""The files of a plugin, read and parsed once, and the places in them that findings point at."""

import ast
import functools
import inspect
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ASIDE = frozenset({"__pycache__", "node_modules"})


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its place, and its dotted name within the package (empty for the package itself)."""

    path: Path
    module: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        return place(self.path, getattr(node, "lineno", 1))


@dataclass(frozen=True)
class Sources:
    """Every Python file below a folder, migrations and tests aside."""

    folder: Path
    files: tuple[Source, ...]

    def literal(self, text: str) -> str:
        """Where a string stands for the first time; the folder when it is put together somewhere."""
        for source in self.files:
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Constant) and node.value == text:
                    return source.at(node)
        return shown(self.folder)

    def module(self, name: str) -> Source | None:
        return next((source for source in self.files if source.module == name), None)


def read_sources(folder: Path) -> Sources:
    """The parsed files of a folder; raises SyntaxError for one that is no Python."""
    return Sources(folder, tuple(_read(folder)))


def files_of(folder: Path, *suffixes: str) -> Iterator[Path]:
    """The files of a folder with one of these endings, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in suffixes and not _ASIDE & set(path.parts):
            yield path


def place(path: Path, line: int) -> str:
    return f"{shown(path)}:{line}"


def shown(path: Path) -> str:
    """The path as somebody in the working folder would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def place_of(thing: Any) -> str:
    """Where a function or class is defined; its name when it has no source."""
    while isinstance(thing, functools.partial):
        thing = thing.func
    thing = inspect.unwrap(thing) if callable(thing) else thing
    try:
        path = inspect.getsourcefile(thing)
        line = inspect.getsourcelines(thing)[1]
    except (TypeError, OSError):
        return getattr(thing, "__qualname__", repr(thing))
    return place(Path(path), line) if path else thing.__qualname__


def place_in(error: BaseException, folder: Path) -> str:
    """The last line of the folder's code that an error went through."""
    steps = traceback.extract_tb(error.__traceback__)
    within = [step for step in steps if Path(step.filename).is_relative_to(folder)]
    if isinstance(error, SyntaxError) and error.filename:
        return place(Path(error.filename), error.lineno or 1)
    return place(Path(within[-1].filename), within[-1].lineno or 1) if within else shown(folder)


def said(error: BaseException) -> str:
    """An error as one sentence of a finding."""
    text = " ".join(str(error).partition("[SQL:")[0].split())[:400].rstrip(".")
    name = type(error).__name__.lstrip("_")
    return f"{name}: {text}" if text else name


def _read(folder: Path) -> Iterator[Source]:
    for path in files_of(folder, ".py"):
        parts = path.relative_to(folder).with_suffix("").parts
        if {"migrations", "tests"} & set(parts):
            continue
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield Source(path, name, ast.parse(path.read_text(encoding="utf-8"), str(path)))
