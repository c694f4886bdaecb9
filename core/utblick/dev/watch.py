"""Which files a developer may save, and whether one was: their times are looked at a few times a second."""

import asyncio
import importlib
import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from utblick.registry import installed_plugins

_EVERY_SECONDS = 0.25
_CALM_SECONDS = 0.06
"""Editors and version control write several files one after the other: they are let finish."""
_ASIDE = frozenset({"__pycache__", "node_modules", "vendor"})

Times = dict[str, tuple[int, int]]
CORE_FOLDER = Path(__file__).parent.parent


def sources_of(plugins: Iterable[str]) -> dict[str, Path]:
    """The folders of the core and of these plugins, wherever they are installed; none is imported."""
    importlib.invalidate_caches()
    points = installed_plugins()
    found = {"core": CORE_FOLDER}
    for name in plugins:
        spec = find_spec(points[name].module.partition(".")[0]) if name in points else None
        for folder in (spec.submodule_search_locations if spec is not None else None) or ():
            found[name] = Path(folder)
    return found


class Watch:
    """Remembers when the files of some folders, and some single files, were last written."""

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._folders, self._files = tuple(folders), tuple(files)
        self._seen = self._look()

    async def changed(self) -> Sequence[Path]:
        """Wait until something was written, made or removed, and the writing has come to rest."""
        before = self._seen
        while (now := await self._after(_EVERY_SECONDS)) == before:
            pass
        while (later := await self._after(_CALM_SECONDS)) != now:
            now = later
        self._seen = now
        return [
            Path(name) for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name)
        ]

    async def _after(self, seconds: float) -> Times:
        await asyncio.sleep(seconds)
        return await asyncio.to_thread(self._look)

    def _look(self) -> Times:
        found = {entry.path: _time(entry) for folder in self._folders for entry in _below(folder)}
        for file in self._files:
            if file.is_file():
                found[str(file)] = _time(file)
        return found


def _below(folder: "Path | str") -> Iterator["os.DirEntry[str]"]:
    """The files in a folder, at any depth, without what editors and Python put there for themselves."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # removed a moment ago
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(("~", ".pyc", ".tmp")) or entry.name in _ASIDE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        else:
            yield entry


def _time(file: "Path | os.DirEntry[str]") -> tuple[int, int]:
    try:
        told = file.stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size
