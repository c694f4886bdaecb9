"""More for a plugin that is there: its file, the line in plugin.py, texts, migration, README and test."""

import ast
import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from utblick.db.autogenerate import write_migration
from utblick.i18n import _
from utblick.scaffold import names, renaming
from utblick.scaffold.catalogues import with_entries
from utblick.scaffold.changes import Changes
from utblick.scaffold.home import Home
from utblick.scaffold.hooks import where_from, with_hook
from utblick.scaffold.modules import check_names, joined
from utblick.scaffold.names import Titles
from utblick.scaffold.pieces import PERMISSION, PIECES, Piece
from utblick.scaffold.readme import with_sections
from utblick.scaffold.refused import Refused
from utblick.settings import Settings

_TEXTS = "locale/sv/LC_MESSAGES/messages.po"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be added: the kind of piece, its name, and for an event what has happened."""

    kind: str
    name: str
    verb: str
    titles: Titles

    @property
    def piece(self) -> Piece:
        return PIECES[self.kind]


def wish(home: Home, kind: str, called: str = "", *, english: str = "", swedish: str = "") -> Wish:
    """The wish with everything that was left open; `Refused` for a name that cannot be."""
    if kind == "personal-data" and called:
        raise Refused(_("A plugin says once what it holds about people, so that piece has no name."))
    name, _dot, verb = (called or PIECES[kind].called).partition(".")
    verb = verb or ("noted" if kind == "event" else "")
    for word in (name, verb):
        if word:
            names.check_piece_name(word, plugin=home.name)
    title = names.check_title(english or names.words(verb) or names.title(name or kind.replace("-", "_")))
    return Wish(kind, name, verb, Titles(title, names.check_title(swedish or title)))


def add(home: Home, wanted: Wish, settings: Settings) -> list[Path]:
    """Write the piece; returns the files that are new or different. All of it is written, or nothing."""
    changes = Changes()
    if wanted.kind == "personal-data" and _says_about_people(home):
        raise Refused(
            _("{name} says already what it holds about people. Add to that by hand.", name=home.name)
        )
    if wanted.piece.asks_permission and not _has_permission(home):
        _join(changes, home, PERMISSION, wanted)
    places = _join(changes, home, wanted.piece, wanted)
    migrates = PurePosixPath("models.py") in places
    written = changes.write()
    if migrates:
        versions = home.folder / "migrations/versions"
        versions.mkdir(parents=True, exist_ok=True)
        importlib.invalidate_caches()
        try:
            migration = write_migration(settings, home.name, title=f"The table of {names.words(wanted.name)}")
        except Exception:
            changes.undo()
            raise
        written += [migration] if migration is not None else []
    return written


def _join(changes: Changes, home: Home, piece: Piece, wanted: Wish) -> set[PurePosixPath]:
    """Plan one piece: each of its files joined to the one that is there, or put beside the others."""
    module, lists = _promise(changes, home, piece)
    files = renaming.piece(
        piece.source,
        plugin=home.name,
        package=home.package,
        name=wanted.name,
        verb=wanted.verb,
        titles=wanted.titles,
    )
    places = set()
    for place, text in files:
        places.add(place)
        if place.name == "README.md":
            _change_text(changes, home.around / place, text, with_sections)
        elif place.as_posix() == _TEXTS:
            _change_text(changes, home.folder / place, text, with_entries)
        elif place.parts[0] == "tests":
            changes.create(home.around / place, text)
        elif place.name == "models.py":
            _change_module(changes, home, home.module("models"), text)
        elif place.suffix == ".py" and place.stem != "__init__":
            _change_module(changes, home, home.module(module), _renamed_lists(text, lists, home))
        elif place.suffix != ".py":
            changes.create(home.folder / place, text)
    return places


def _promise(changes: Changes, home: Home, piece: Piece) -> tuple[str, dict[str, str]]:
    """Plan the hooks; returns the module that they return lists of, and what the plugin calls the lists."""
    source, place = changes.read(home.hooks_file) or "", home.shown(home.hooks_file)
    there = {
        hook: where_from(source, hook, package=home.package, place=place) or hook for hook in piece.hooks
    }
    modules = {hook.module for hook in there.values()}
    if len(modules) > 1:
        raise Refused(
            _(
                "{file}: {hooks} return lists of different modules, so it is not clear where to write.",
                file=place,
                hooks=", ".join(hook.name for hook in piece.hooks),
            )
        )
    for hook in piece.hooks:
        source = with_hook(source, hook, package=home.package, place=place)
    changes.change(home.hooks_file, source)
    return modules.pop(), {hook.returns: made.returns for hook, made in there.items()}


def _renamed_lists(text: str, lists: dict[str, str], home: Home) -> str:
    for ours, theirs in lists.items():
        text = re.sub(rf"\b{ours}\b", theirs, text)
    held = _tables_with_people(home) if "\nHELD: " in text else ()
    if not held:
        return text
    models = f"from {home.package}.models import {', '.join(held)}\n\nHELD = ({', '.join(held)},)\n"
    return joined(text, models, package=home.package, place="privacy.py")


def _tables_with_people(home: Home) -> tuple[str, ...]:
    """The tables that name a person and can do without."""
    file = home.module("models")
    if not file.is_file():
        return ()
    return tuple(
        node.name
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, ast.AnnAssign)
        and ast.unparse(one.target) == "person_id"
        and "None" in ast.unparse(one.annotation)
    )


def _change_module(changes: Changes, home: Home, file: Path, text: str) -> None:
    before, place = changes.read(file), home.shown(file)
    check_names(text, place)
    after = text if before is None else joined(before, text, package=home.package, place=place)
    changes.change(file, after)


def _change_text(changes: Changes, file: Path, text: str, joining: Callable[[str, str], str]) -> None:
    before = changes.read(file)
    if before is not None:
        changes.change(file, joining(before, text))
    elif file.suffix == ".po":
        changes.create(file, text)


def _says_about_people(home: Home) -> bool:
    [hook] = PIECES["personal-data"].hooks
    source = home.hooks_file.read_text(encoding="utf-8")
    return where_from(source, hook, package=home.package, place=home.shown(home.hooks_file)) is not None


def _has_permission(home: Home) -> bool:
    """Whether the plugin speaks of its permission to read anywhere, so that it must have it."""
    wanted = f'"{home.name}.read"'
    return any(wanted in file.read_text(encoding="utf-8") for file in home.folder.rglob("*.py"))
