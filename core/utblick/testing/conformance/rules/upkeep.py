"""C19 and C20: the README tells what the plugin promises today, and its files can be read in one go."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError

from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.sources import files_of, place, shown

LONG, TOO_LONG = 300, 400
_SUFFIXES = (".py", ".html", ".css", ".js")


def documented(subject: Subject) -> Iterator[Finding]:
    """The tables of the README name what is declared, and nothing else."""
    where, text = _readme(subject)
    for heading, names in _declared(subject).items():
        told, line = _named_under(text, heading)
        missing, gone = sorted(names - told), sorted(told - names)
        at = f"{where}:{line}"
        if missing:
            yield Finding(
                at,
                f"{heading} does not name {', '.join(missing)}.",
                f"Add a row that begins with `{missing[0]}` to the table under “## {heading}”.",
            )
        if gone:
            yield Finding(
                at,
                f"{heading} still names {', '.join(gone)}.",
                "Remove the row: nothing of that name is declared.",
            )
    for command in subject.plugin.commands:
        if f"utblick {subject.name} {command.name}" not in text:
            yield Finding(
                where,
                f"The command `utblick {subject.name} {command.name}` is not named.",
                "Say under “## Commands” what it does.",
            )


def short(subject: Subject) -> Iterator[Finding]:
    """No file, of code or of tests, is longer than one can read."""
    folders = [subject.folder]
    if subject.home is not None and (subject.home / "tests").is_dir():
        folders.append(subject.home / "tests")
    for folder in folders:
        for path in files_of(folder, *_SUFFIXES):
            length = len(path.read_text(encoding="utf-8").splitlines())
            if length <= LONG or "migrations" in path.parts:
                continue
            limit = TOO_LONG if length > TOO_LONG else LONG
            yield Finding(
                place(path, limit),
                f"The file has {length} lines, more than {limit}.",
                "Make it a folder of the same name, with one file for each thing that it does.",
                "error" if length > TOO_LONG else "advice",
            )


def _readme(subject: Subject) -> tuple[str, str]:
    file = subject.home / "README.md" if subject.home is not None else None
    if file is not None and file.is_file():
        return shown(file), file.read_text(encoding="utf-8")
    if file is not None:
        return shown(file), ""
    dist = subject.point.dist
    try:
        text = str(dist.metadata.get_payload()) if dist is not None else ""  # type: ignore[attr-defined]
    except PackageNotFoundError:
        text = ""
    if not text.strip():
        raise NotTried("There is no README beside an installed wheel, and its metadata hold none.")
    return "README", text


def _declared(subject: Subject) -> dict[str, set[str]]:
    plugin = subject.plugin
    settings = type(plugin.settings).model_fields if plugin.settings is not None else {}
    return {
        "Events": {event.name for event in plugin.events},
        "Indicators": {indicator.name for indicator in plugin.indicators},
        "Permissions": {permission.name for permission in plugin.permissions},
        "Settings": set(settings),
    }


def _named_under(text: str, heading: str) -> tuple[set[str], int]:
    """The names in the first column of the table under a heading, and the heading's line."""
    before, found, after = text.partition(f"## {heading}\n")
    part = after.partition("\n## ")[0]
    line = before.count("\n") + 1 if found else 1
    return set(re.findall(r"^\| `([\w.]+)` \|", part, flags=re.MULTILINE)), line


C19 = Rule("C19", "Its README names its events, indicators, permissions, settings and commands.", documented)
C20 = Rule(
    "C20",
    f"Its files have at most {LONG} lines; more than {TOO_LONG} is an error.",
    short,
    level="advice",
    after=(),
)
