"""Finding every text that is marked for translation, in Python and in templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast

from utblick.errors import Misconfigured
from utblick.i18n.message import _

MARKS = ("_", "ngettext")
_ASIDE = frozenset({"migrations", "static", "locale", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Found:
    """A marked text and where it stands; without a `source` the mark holds no literal text."""

    file: Path
    line: int
    source: str
    plural: str = ""


def marked_texts(package: Path) -> Iterator[Found]:
    """Every marked text of a package: its modules, and all files in folders named `templates`.

    A folder inside it that has a `locale` of its own is another owner's.
    """
    others = [folder.parent for folder in package.rglob("locale") if folder.parent != package]
    for file in sorted(package.rglob("*")):
        parts = file.relative_to(package).parts
        if not file.is_file() or _ASIDE.intersection(parts) or any(map(file.is_relative_to, others)):
            continue
        if file.suffix == ".py":
            yield from _in_python(file)
        elif "templates" in parts and file.suffix != ".md":
            yield from _in_template(file)


def _in_python(file: Path) -> Iterator[Found]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in MARKS:
            continue
        wanted = 2 if node.func.id == "ngettext" else 1
        texts = [
            arg.value
            for arg in node.args[:wanted]
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if texts != [""]:
            yield Found(file, node.lineno, *texts) if len(texts) == wanted else Found(file, node.lineno, "")


def _in_template(file: Path) -> Iterator[Found]:
    try:
        tree = Environment(autoescape=True).parse(file.read_text(encoding="utf-8"), filename=str(file))
    except Exception as error:
        raise Misconfigured(
            _("{file} is not a template: {reason}", file=str(file), reason=str(error))
        ) from None
    for line, mark, message in extract_from_ast(tree, MARKS):
        texts = message if isinstance(message, tuple) else (message,)
        wanted = texts[: 2 if mark == "ngettext" else 1]
        if all(isinstance(text, str) for text in wanted):
            yield Found(file, line, *[str(text) for text in wanted])
