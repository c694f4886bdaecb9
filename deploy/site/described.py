"""Python values as Markdown: their signatures, their fields, and what they say of themselves."""

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from typing import Any, get_args

from pydantic import BaseModel

_WIDE = 100


class Undocumented(Exception):
    """Something of the contract that says nothing of itself."""


def entry(name: str, value: Any, said: str | None) -> list[str]:
    """A name with all that belongs to it, as paragraphs under a heading of the third level."""
    title, text = f"### {name}", described(name, said)
    if inspect.ismodule(value):
        return [title, text, *_each(name, {own: getattr(value, own) for own in value.__all__})]
    if inspect.isroutine(value):
        return [title, fenced(_signature(name, value)), text]
    if not inspect.isclass(value):
        return [title, text]
    if issubclass(value, Enum):
        return [title, text, "One of " + ", ".join(f"`{member.name}`" for member in value) + "."]
    if issubclass(value, BaseException):
        return [title, text, f"Status {value.status}: “{value.title}”."]  # type: ignore[attr-defined]
    held = list(_dataclass_fields(value))
    parts = [title, text, *([table(("field", "type", "default"), held)] if held else [])]
    return parts + _each(name, {own: member for own, member in vars(value).items() if _is_open(value, own)})


def described(what: object, text: str | None) -> str:
    """The docstring as Markdown; raises `Undocumented` when there is none."""
    if not (text or "").strip():
        raise Undocumented(f"{what} has no docstring")
    return inspect.cleandoc(text or "").replace("``", "`")


def model_fields(model: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """Each field of a model: its name, its type, whether it must be there."""
    for name, info in model.model_fields.items():
        yield f"`{name}`", f"`{plain_type(info.annotation)}`", "yes" if info.is_required() else "no"


def plain_type(annotation: Any) -> str:
    """An annotation as one would write it with its names imported."""
    if isinstance(annotation, str):
        text = annotation
    elif inspect.isclass(annotation) and not get_args(annotation):
        text = annotation.__name__
    else:
        text = inspect.formatannotation(annotation)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text).replace("~", "")


def fenced(code: str) -> str:
    """Python code as a block."""
    return f"```python\n{code}\n```"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as a table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _is_open(kind: type, name: str) -> bool:
    """Whether authors call the member: not the library that the class is built on."""
    built_on = {base.__module__.partition(".")[0] for base in kind.__mro__}
    member = vars(kind)[name]
    callable_ = isinstance(member, property | cached_property | classmethod | staticmethod)
    return (
        not name.startswith(("_", "model_"))
        and "sqlalchemy" not in built_on
        and (callable_ or inspect.isfunction(member))
    )


def _each(name: str, members: dict[str, Any]) -> list[str]:
    return [part for own, member in members.items() for part in _member(f"{name}.{own}", member)]


def _member(name: str, member: Any) -> list[str]:
    if not isinstance(member, property | cached_property | classmethod | staticmethod) and not (
        inspect.isclass(member) or inspect.isroutine(member)
    ):
        return [f"#### {name}", fenced(f"{name} = {plain_type(repr(member))}")]
    said = described(name, member.__doc__)
    if isinstance(member, property | cached_property):
        getter: Any = member.fget if isinstance(member, property) else member.func
        code = f"{name}: {plain_type(inspect.signature(getter).return_annotation)}"
    elif inspect.isclass(member):
        return [f"#### {name}", said]
    else:
        code = _signature(name, getattr(member, "__func__", member))
    return [f"#### {name}", fenced(code), said]


def _signature(name: str, function: Callable[..., Any]) -> str:
    given = inspect.signature(function)
    listed = [
        one.replace(annotation=_Code(plain_type(one.annotation)), default=_default(one.default))
        if one.annotation is not one.empty
        else one
        for key, one in given.parameters.items()
        if key not in {"self", "cls"}
    ]
    text = str(given.replace(parameters=listed, return_annotation=inspect.Signature.empty))
    returned = plain_type(given.return_annotation)
    if len(name + text + returned) < _WIDE:
        return f"{name}{text} -> {returned}"
    lines = "".join(f"    {one},\n" for one in _parted(text[1:-1]))
    return f"{name}(\n{lines}) -> {returned}"


class _Code:
    """A text that stands in a signature as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _default(value: Any) -> Any:
    if isinstance(value, Enum):
        return _Code(f"{type(value).__name__}.{value.name}")
    is_short = isinstance(value, str | int | float | tuple | type(None)) or value is inspect.Parameter.empty
    return value if is_short else _Code("…")


def _parted(text: str) -> Iterator[str]:
    """The parameters of a signature, parted where no bracket is open."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def _dataclass_fields(kind: type) -> Iterator[tuple[str, str, str]]:
    if issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            shown = "" if info.is_required() else f"`{_default(info.default)!r}`"
            yield f"`{name}`", f"`{plain_type(info.annotation)}`", shown
    elif dataclasses.is_dataclass(kind):
        for one in dataclasses.fields(kind):
            is_needed = one.default is one.default_factory is dataclasses.MISSING
            made = one.default if one.default is not dataclasses.MISSING else _Code("…")
            if not one.name.startswith("_") and one.init:
                yield (
                    f"`{one.name}`",
                    f"`{plain_type(one.type)}`",
                    "" if is_needed else f"`{_default(made)!r}`",
                )
