"""One module joined to another: its imports, its definitions, and what it adds to lists of declarations."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from utblick.i18n import _
from utblick.scaffold.imports import WIDTH, read_module
from utblick.scaffold.refused import Refused


@dataclass(frozen=True, slots=True)
class Declared:
    """A list of declarations, such as ``PANELS = (…)``: its lines, counted from 1, and its elements."""

    name: str
    start: str
    first: int
    last: int
    elements: tuple[str, ...]


def joined(target: str, piece: str, *, package: str, place: str) -> str:
    """The module `target` with all that `piece` defines and declares.

    `place` names the target when it is refused: one that cannot be read, or in which a name is taken.
    """
    before, new = read_module(target, place), read_module(piece, place)
    lists = tuple(declared(new.body))
    taken = names_in(target) & (names_in(new.body) - {one.name for one in lists})
    if taken:
        raise Refused(
            _(
                "There is something called {name} in {file} already; nothing was written.",
                name=min(taken),
                file=place,
            )
        )
    body = _with_definitions(before.body, tuple(_definitions(new.body)))
    for one in lists:
        body = _with_declared(body, one, place)
    return replace(before, imports=before.imports | new.imports, body=body).written(package)


def check_names(piece: str, place: str) -> None:
    """Raise `Refused` when the piece would define something under a name that it also imports."""
    new = read_module(piece, place)
    twice = {one.known_as or one.name or one.module for one in new.imports} & names_in(new.body)
    if twice:
        raise Refused(_("{name} is a name that {file} imports. Choose another.", name=min(twice), file=place))


def declared(source: str) -> Iterator[Declared]:
    """The lists of declarations of a module: tuples under a name in capitals."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name) as said], value=ast.Tuple() as value):
                end = said.end_col_offset
            case ast.AnnAssign(target=ast.Name(id=name), annotation=said, value=ast.Tuple() as value):
                end = said.end_col_offset
            case _:
                continue
        if name.isupper() and not name.startswith("_"):
            line = source.splitlines()[node.lineno - 1]
            elements = tuple(ast.get_source_segment(source, one) or "" for one in value.elts)
            yield Declared(name, line[:end], node.lineno, node.end_lineno or 0, elements)


def names_in(source: str) -> set[str]:
    """Every name that the module binds at its top, imports included."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=targets):
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name for alias in names}
    return found


def _definitions(body: str) -> Iterator[str]:
    """The source of each definition, with its decorators and the comments above it."""
    lists = {one.first for one in declared(body)}
    lines = body.splitlines()
    ended = 0
    for node in ast.parse(body).body:
        last = node.end_lineno or 0
        if node.lineno not in lists:
            yield "\n".join(lines[ended:last]).strip("\n")
        ended = last


def _with_definitions(body: str, definitions: tuple[str, ...]) -> str:
    """The body with definitions above its first list, or at its end when it has none."""
    if not definitions:
        return body
    lines = body.splitlines()
    line = min((one.first for one in declared(body)), default=len(lines) + 1) - 1
    while line > 0 and line < len(lines) and lines[line - 1].startswith("#"):
        line -= 1
    return _spaced("\n".join(lines[:line]), *definitions, "\n".join(lines[line:]))


def _with_declared(body: str, new: Declared, place: str) -> str:
    there = next((one for one in declared(body) if one.name == new.name), None)
    if there is None:
        if new.name in names_in(body):
            raise Refused(
                _("{name} in {file} is not a plain tuple. Make it one first.", name=new.name, file=place)
            )
        return _spaced(body, _written(new))
    lines = body.splitlines()
    if there.first != there.last:
        return _inserted(lines, there, new, place)
    tail = lines[there.last - 1][len(_one_line(there)) :]
    longer = _written(replace(there, elements=(*there.elements, *new.elements)))
    return "\n".join([*lines[: there.first - 1], longer + tail, *lines[there.last :]])


def _inserted(lines: list[str], there: Declared, new: Declared, place: str) -> str:
    """More elements above the closing bracket, so that comments between the others stay."""
    if lines[there.last - 1] != ")" or not lines[there.last - 2].rstrip().endswith(","):
        raise Refused(
            _(
                "{file}: {name} does not end in a comma and a bracket on a line of its own. Format it first.",
                file=place,
                name=there.name,
            )
        )
    more = [f"    {element}," for element in new.elements]
    return "\n".join([*lines[: there.last - 1], *more, *lines[there.last - 1 :]])


def _written(one: Declared) -> str:
    """The list on one line where it fits, else one element to a line."""
    line = _one_line(one)
    if "\n" not in line and len(line) <= WIDTH:
        return line
    return "\n".join([f"{one.start} = (", *(f"    {element}," for element in one.elements), ")"])


def _one_line(one: Declared) -> str:
    return f"{one.start} = ({', '.join(one.elements)}{',' if len(one.elements) == 1 else ''})"


def _spaced(*parts: str) -> str:
    """Parts of a module below one another: two empty lines around functions and classes, else one."""
    kept = [part.strip("\n") for part in parts if part.strip()]
    text = kept[0]
    for above, below in pairwise(kept):
        apart = _is_block(ast.parse(above).body, -1) or _is_block(ast.parse(below).body, 0)
        text += ("\n\n\n" if apart else "\n\n") + below
    return text


def _is_block(statements: list[ast.stmt], which: int) -> bool:
    return bool(statements) and isinstance(
        statements[which], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    )
