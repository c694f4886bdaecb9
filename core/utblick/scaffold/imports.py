"""The imports at the top of a module: read, joined with others, and written in the order of the house."""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, replace

from utblick.i18n import _
from utblick.scaffold.refused import Refused

WIDTH = 110


@dataclass(frozen=True, slots=True, order=True)
class Imported:
    """One imported name: a module, or with `name` something from it; `known_as` when it is renamed."""

    module: str
    name: str = ""
    known_as: str = ""


@dataclass(frozen=True)
class Module:
    """A module in three parts: what stands above its imports, the imports, and the rest."""

    head: str
    imports: frozenset[Imported]
    body: str
    spread: frozenset[str] = frozenset()
    """Modules whose names stood one to a line, and go on to do so."""

    def with_imports(self, more: frozenset[Imported]) -> "Module":
        return replace(self, imports=self.imports | more)

    def written(self, package: str) -> str:
        """The module again; `package` is the plugin's own, which stands beside the platform."""
        block = _block(self.imports, package, self.spread)
        parts = [part for part in (self.head.strip("\n"), block) if part]
        above = "\n\n".join(parts)
        body = self.body.strip("\n")
        if not body:
            return above + "\n"
        return f"{above}{_gap(body)}{body}\n" if above else f"{body}\n"


def read_module(source: str, place: str) -> Module:
    """The parts of a module; `Refused` names the place when its imports cannot be written again."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise Refused(
            _(
                "{file}, line {line}: this is not Python: {reason}.",
                file=place,
                line=error.lineno,
                reason=error.msg,
            )
        ) from None
    lines = source.splitlines(keepends=True)
    start = 1 if ast.get_docstring(tree) is not None else 0
    block = []
    for statement in tree.body[start:]:
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            break
        block.append(statement)
    if not block:
        split = tree.body[0].end_lineno or 0 if start else 0
        return Module("".join(lines[:split]), frozenset(), "".join(lines[split:]))
    first, last = block[0].lineno - 1, block[-1].end_lineno or 0
    _refuse_comments("".join(lines[first:last]), first, place)
    found = frozenset(name for statement in block for name in _names(statement, place))
    spread = frozenset(
        one.module or "" for one in block if isinstance(one, ast.ImportFrom) and one.lineno != one.end_lineno
    )
    return Module("".join(lines[:first]), found, "".join(lines[last:]), spread)


def _names(statement: ast.Import | ast.ImportFrom, place: str) -> Iterator[Imported]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            yield Imported(alias.name, known_as=alias.asname or "")
        return
    if statement.level or statement.module is None:
        raise Refused(
            _(
                "{file}, line {line}: this imports by a relative name. Write the whole name first.",
                file=place,
                line=statement.lineno,
            )
        )
    for alias in statement.names:
        yield Imported(statement.module, alias.name, alias.asname or "")


def _refuse_comments(block: str, before: int, place: str) -> None:
    for token in tokenize.generate_tokens(io.StringIO(block).readline):
        if token.type == tokenize.COMMENT:
            raise Refused(
                _(
                    "{file}, line {line}: there is a comment among the imports, which would get lost. "
                    "Move it first.",
                    file=place,
                    line=before + token.start[0],
                )
            )


def _block(imports: frozenset[Imported], package: str, spread: frozenset[str]) -> str:
    own = {"utblick", package.partition(".")[0]}

    def section(module: str) -> int:
        top = module.partition(".")[0]
        if top == "__future__":
            return 0
        return 1 if top in sys.stdlib_module_names else 3 if top in own else 2

    parts = []
    for number in range(4):
        chosen = [one for one in imports if section(one.module) == number]
        if chosen:
            parts.append("\n".join(_lines(chosen, spread)))
    return "\n\n".join(parts)


def _lines(imports: list[Imported], spread: frozenset[str]) -> Iterator[str]:
    for one in sorted(one for one in imports if not one.name):
        yield f"import {one.module}" + (f" as {one.known_as}" if one.known_as else "")
    froms: dict[tuple[str, str], list[str]] = {}
    for one in imports:
        if one.name:
            renamed = f"{one.name} as {one.known_as}" if one.known_as else ""
            froms.setdefault((one.module, renamed), []).append(renamed or one.name)
    lines = [(module, sorted(names, key=_by_kind)) for (module, _renamed), names in froms.items()]
    for module, names in sorted(lines, key=lambda line: (line[0].lower(), _by_kind(line[1][0]))):
        line = f"from {module} import {', '.join(names)}"
        if len(line) > WIDTH or (module in spread and len(names) > 1):
            line = "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])
        yield line


def _by_kind(name: str) -> tuple[int, str, str]:
    """Constants, then classes, then the rest."""
    if len(name) > 1 and name.isupper():
        return 0, name.lower(), name
    return (1 if name[0].isupper() else 2), name.lower(), name


def _gap(body: str) -> str:
    """Two empty lines before a function or class, one before anything else."""
    return "\n\n\n" if body.startswith(("def ", "class ", "@", "async ")) else "\n\n"
