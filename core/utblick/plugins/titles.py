"""What a plugin is called that is installed and not enabled: read from its files; imports bring tables."""

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from utblick.i18n.catalogue import Catalogue
from utblick.registry import installed_plugins


@cache
def title_of(name: str, language: str) -> str:
    """The title on the card of a plugin, in the language; its name where there is none to be read."""
    point = installed_plugins().get(name)
    if point is None:
        return name
    package, _dot, module = point.module.partition(".")
    spec = find_spec(package)
    for folder in map(Path, (spec.submodule_search_locations or ()) if spec else ()):
        title = _on_card(folder / f"{module.replace('.', '/')}.py")
        if title:
            return Catalogue.load([folder / "locale"], [language]).translate(title, language)
    return name


def _on_card(file: Path) -> str:
    """The marked title that the file gives a card of a plugin."""
    if not file.is_file():
        return ""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _is_card(node.func):
            for part in node.keywords:
                if part.arg == "title" and isinstance(part.value, ast.Call) and part.value.args:
                    said = part.value.args[0]
                    return str(said.value) if isinstance(said, ast.Constant) else ""
    return ""


def _is_card(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return bool(name == "Plugin")
