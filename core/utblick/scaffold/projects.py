"""The lines of a new plugin in the repository's pyproject.toml, wherever the other plugins have theirs."""

import re
import tomllib
from pathlib import Path
from typing import Any

from utblick.i18n import _
from utblick.scaffold.refused import Refused

PROJECT = "utblick"


def repository(folder: Path) -> bool:
    """Whether the folder is a copy of Utblick's source."""
    file = folder / "pyproject.toml"
    return file.is_file() and _named(file.read_text(encoding="utf-8")) == PROJECT


def with_plugin(source: str, *, name: str, place: str) -> str:
    """The repository's pyproject.toml with the plugin wherever the others stand.

    `place` is the plugin's folder there, as in ``plugins/visits``.
    """
    package = f"utblick_{name}"
    inside = f"{place}/{package}"
    source = _with_entry_point(source, name, f"{package}.plugin")
    source = _with_element(source, "[tool.hatch.build.targets.wheel]", "packages", inside)
    source = _with_element(source, "[tool.ruff]", "src", place, before="tests")
    source = _with_element(source, "[tool.mypy]", "files", inside)
    source = _with_element(source, "[tool.importlinter]", "root_packages", package)
    for contract, key in (
        ("Plugins are independent of one another", "modules"),
        ("The core knows no plugin", "forbidden_modules"),
        ("Plugins reach the façade only", "source_modules"),
    ):
        header = f'[[tool.importlinter.contracts]]\nname = "{contract}"'
        source = _with_element(source, header, key, package)
    return _with_path(source, place)


def _with_entry_point(source: str, name: str, value: str) -> str:
    header = '[project.entry-points."utblick.plugins"]'
    start, end = _table(source, header)
    table = source[start:end].rstrip("\n")
    return f'{source[:start]}{table}\n{name} = "{value}"\n{source[end - 1 :]}'


def _with_element(source: str, header: str, key: str, element: str, *, before: str = "") -> str:
    """One more element of a list, laid out as the others are."""
    start, end = _table(source, header)
    found = re.compile(rf"^{key} = \[(.*?)\]", re.MULTILINE | re.DOTALL).search(source, start, end)
    if found is None:
        raise Refused(_not_there(f"{header.splitlines()[-1]} {key}"))
    inside = found[1]
    if before and (mark := f'"{before}"') in inside:
        longer = inside.replace(mark, f'"{element}", {mark}')
    elif "\n" in inside:
        longer = f'{inside.rstrip().rstrip(",")},\n    "{element}",\n'
    else:
        longer = f'{inside}, "{element}"' if inside.strip() else f'"{element}"'
    return source[: found.start(1)] + longer + source[found.end(1) :]


def _with_path(source: str, place: str) -> str:
    found = re.search(r'^mypy_path = "([^"]*)"', source, re.MULTILINE)
    if found is None:
        raise Refused(_not_there("[tool.mypy] mypy_path"))
    return f"{source[: found.end(1)]}:{place}{source[found.end(1) :]}"


def _table(source: str, header: str) -> tuple[int, int]:
    """Where the lines of a table begin and end."""
    start = source.find(f"{header}\n")
    if start < 0:
        raise Refused(_not_there(header.splitlines()[-1]))
    start += len(header) + 1
    following = re.compile(r"^\[", re.MULTILINE).search(source, start)
    return start, following.start() if following else len(source)


def _not_there(what: str) -> Any:
    return _("pyproject.toml has no {what}, so the plugin cannot be added to it.", what=what)


def _named(source: str) -> str:
    try:
        return str(tomllib.loads(source).get("project", {}).get("name", ""))
    except tomllib.TOMLDecodeError:
        return ""
