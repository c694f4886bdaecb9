"""Whether the values in a declaration are of the kinds that it asks for; Python itself does not look."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Check = Callable[[object], bool]


def misfits(declared: object, before: str = "") -> Iterator[tuple[str, str, object]]:
    """Each field that holds something else than it should: where it is, what it asks for, what it holds."""
    kind: Any = type(declared)
    for name, wanted, fits in _plan(kind):
        value = getattr(declared, name)
        place = f"{before}{kind.__name__}.{name}"
        if not fits(value):
            yield place, _spoken(wanted), value
        for inner in value if type(value) is tuple else (value,):
            if is_dataclass(inner):
                yield from misfits(inner, f"{place} > ")


@cache
def _plan(kind: Hashable) -> tuple[tuple[str, Any, Check], ...]:
    """The fields of a declaration, each with its kind and its check; none for what is no declaration."""
    if not isinstance(kind, type) or not is_dataclass(kind):
        return ()
    from utblick.context import Context

    hints = get_type_hints(kind, localns={"Context": Context})
    return tuple((field.name, hints[field.name], _check(hints[field.name])) for field in fields(kind))


def _check(wanted: Any) -> Check:
    origin, inside = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return lambda _value: True
    if origin in (Union, UnionType):
        checks = [_check(one) for one in inside]
        return lambda value: any(fits(value) for fits in checks)
    if origin is Callable:
        return callable
    if origin is not None:
        return _check_inside(origin, inside)
    plain: Any = (int, float) if wanted is float else wanted
    return lambda value: isinstance(value, plain)


def _check_inside(origin: Any, inside: tuple[Any, ...]) -> Check:
    if origin is Literal:
        return lambda value: value in inside
    if origin is type:
        kind = object if inside[0] is Any else inside[0]
        return lambda value: isinstance(value, type) and issubclass(value, kind)
    if issubclass(origin, Mapping) or not inside:
        return lambda value: isinstance(value, origin)
    fits = _check(inside[0])
    return lambda value: isinstance(value, origin) and not isinstance(value, str) and all(map(fits, value))


def _spoken(wanted: Any) -> str:
    """The kind in words: the name of a class, or the annotation without its modules."""
    if get_origin(wanted) is Callable:
        return "a function"
    if isinstance(wanted, type) and get_origin(wanted) is None:
        return wanted.__name__
    return str(wanted).replace("typing.", "").replace("utblick.", "")
