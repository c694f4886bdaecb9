"""The reference plugin, and the pieces of plugins, under other names."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from utblick.scaffold import names
from utblick.scaffold.imports import read_module
from utblick.scaffold.names import Titles

SOURCES = Path(__file__).parent / "sources"
HELLO = Path(__file__).parents[1] / "hello"
_SEED = "utblick.scaffold.sources"

Files = Iterator[tuple[PurePosixPath, str]]


def reference(name: str, titles: Titles) -> Files:
    """The files of the reference plugin as the plugin `name`; places are within its package."""
    package = f"utblick_{name}"
    return _renamed(
        HELLO,
        package,
        {
            "utblick.hello": package,
            "HelloSettings": f"{names.class_name(name)}Settings",
            "Hello": titles.english,
            "hello": name,
            "Hej": titles.swedish,
        },
    )


def piece(kind: str, *, plugin: str, package: str, name: str, verb: str = "", titles: Titles) -> Files:
    """The files of one piece for a plugin; `verb` is what an event says has happened."""
    many = names.plural(name)
    return _renamed(
        SOURCES / kind,
        package,
        {
            f"{_SEED}.{kind}": package,
            "utblick_sample": package,
            "sample-dashed": plugin.replace("_", "-"),
            "sample": plugin,
            "gadget-dashed": name.replace("_", "-"),
            "GADGETS": many.upper(),
            "Gadget": names.class_name(name),
            "gadgets": many,
            "gadget": name,
            "Noted": names.class_name(verb),
            "noted": verb,
            '"noted"': f'"{titles.english}"',
            "Doodads": names.plural(titles.english),
            "Doodad": titles.english,
            "Manicker": titles.swedish,
            "Manick": titles.swedish,
            "tingest": titles.swedish,
        },
    )


def _renamed(folder: Path, package: str, new: Mapping[str, str]) -> Files:
    # One pass over the text, so that a new name that holds an old one is not renamed again.
    old = re.compile("|".join(re.escape(word) for word in sorted(new, key=len, reverse=True)))

    def renamed(text: str) -> str:
        return old.sub(lambda found: new[found[0]], text)

    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder)
        if not file.is_file() or "__pycache__" in place.parts:
            continue
        text = renamed(file.read_text(encoding="utf-8"))
        if file.suffix == ".py":
            text = read_module(text, str(place)).written(package)
        yield PurePosixPath(renamed(place.as_posix())), text
