"""A new plugin: copied from the reference, in a folder of its own or among those of the repository."""

import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from utblick.i18n import _
from utblick.registry import installed_plugins
from utblick.scaffold import names, projects, renaming
from utblick.scaffold.catalogues import texts
from utblick.scaffold.changes import Changes
from utblick.scaffold.names import Titles
from utblick.scaffold.refused import Refused

_BESIDE = ("README.md", "tests")
"""What lies beside the package and not in it."""
_CALLED = {"gitignore": ".gitignore", "project.toml": "pyproject.toml"}
"""Files that would mean something to tools where their source lies."""


@dataclass(frozen=True)
class Place:
    """Where a new plugin goes: a folder of its own, or with `repository` one among others."""

    folder: Path
    repository: Path | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """What was written, and what to do next: three commands."""

    folder: Path
    files: int
    commands: tuple[str, str, str]


def place_for(name: str, *, into: Path | None, standalone: bool) -> Place:
    """Where the plugin goes: where one says, else among the others of the repository one stands in."""
    here = Path.cwd()
    if into is None and not standalone and projects.repository(here):
        into = here / "plugins"
    if into is None:
        return Place(here / name)
    root = into.resolve().parent
    if not projects.repository(root):
        raise Refused(
            _(
                "{folder} does not lie in a copy of Utblick's source. Leave it out, and the plugin gets a "
                "folder and a distribution of its own.",
                folder=str(into),
            )
        )
    return Place(into.resolve() / name, root)


def create(name: str, titles: Titles, place: Place, *, bare: bool = False) -> Created:
    """Write the plugin; raises `Refused`, having written nothing, for a name or place that is taken."""
    names.check_plugin_name(name, installed=set(installed_plugins()), reserved=names.reserved_names())
    if place.folder.exists():
        raise Refused(_("{file} is there already; nothing was written.", file=str(place.folder)))
    changes = Changes()
    _plan_plugin(changes, name, titles, place.folder, bare=bare)
    if place.repository is None:
        _plan_distribution(changes, name, titles, place.folder)
    else:
        file = place.repository / "pyproject.toml"
        inside = place.folder.relative_to(place.repository).as_posix()
        source = file.read_text(encoding="utf-8")
        changes.change(file, projects.with_plugin(source, name=name, place=inside))
    return Created(place.folder, len(changes.write()), _commands(name, place))


def _plan_plugin(changes: Changes, name: str, titles: Titles, folder: Path, *, bare: bool) -> None:
    package = f"utblick_{name}"
    files = (
        renaming.piece("bare", plugin=name, package=package, name=name, titles=titles)
        if bare
        else renaming.reference(name, titles)
    )
    for file, text in files:
        if file.suffix == ".po" and texts(text).count(titles.english) > 1:
            raise Refused(
                _(
                    '"{text}" stands for something else in the reference plugin. Choose another title, '
                    "and change it afterwards.",
                    text=titles.english,
                )
            )
        beside = file.parts[0] in _BESIDE
        changes.create(folder / file if beside else folder / package / file, text)


def _plan_distribution(changes: Changes, name: str, titles: Titles, folder: Path) -> None:
    package = f"utblick_{name}"
    for file, text in renaming.piece("standalone", plugin=name, package=package, name=name, titles=titles):
        changes.create(folder / _CALLED[file.name], text)


def _commands(name: str, place: Place) -> tuple[str, str, str]:
    """Install it, try it, look at it: as they can be copied where one stands."""
    folder = shlex.quote(os.path.relpath(place.folder))
    if place.repository is None:
        return (
            f"{_program('python')} -m pip install -e {folder}",
            f"{_program('python')} -m pytest {folder}",
            f"UTBLICK_PLUGINS={name} {_program('utblick')} run",
        )
    root = os.path.relpath(place.repository)
    make = "make" if root == "." else f"make -C {shlex.quote(root)}"
    programs = shlex.quote(str(Path(root, ".venv/bin")))
    return (
        f"{make} install",
        f"{programs}/python -m pytest {folder}",
        f"UTBLICK_PLUGINS={name} {programs}/utblick run",
    )


def _program(name: str) -> str:
    """The program beside the Python that runs this: its name where that finds it, else its whole path."""
    own = Path(sys.executable).with_name(name)
    found = shutil.which(name)
    return name if found is not None and Path(found).parent == own.parent else shlex.quote(str(own))
