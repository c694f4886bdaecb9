"""What a plugin answers to each hook, asked one by one so that every fault is named, not the first only."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

from utblick import hookspecs
from utblick.bus.event import Event
from utblick.testing.conformance.rule import Finding
from utblick.testing.conformance.subject.sources import place_of, said, shown
from utblick.web.routing import Route

_MARK = f"{hookspecs.PROJECT}_impl"
_SPEC = f"{hookspecs.PROJECT}_spec"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a hook must give: one value or many of a kind, or classes of it."""

    kind: type
    many: bool
    classes: bool

    def fits(self, value: object) -> bool:
        if self.classes:
            return isinstance(value, type) and issubclass(value, self.kind)
        return isinstance(value, self.kind)

    def __str__(self) -> str:
        one = f"classes of {self.kind.__name__}" if self.classes else self.kind.__name__
        return f"an iterable of {one}" if self.many else one


@dataclass(frozen=True)
class Hooks:
    """The answers of a plugin's hooks by name, and what is wrong with them."""

    answers: Mapping[str, Any]
    faults: tuple[Finding, ...]

    def many(self, hook: str) -> tuple[Any, ...]:
        return tuple(self.answers.get(hook, ()))


@cache
def expected() -> Mapping[str, Expected]:
    """What each hook gives, by the annotations of the hooks themselves."""
    known = {"Event": Event, "Route": Route}
    found = {}
    for name, spec in vars(hookspecs).items():
        if hasattr(spec, _SPEC):
            found[name] = _read(get_type_hints(spec, localns=known)["return"])
    return found


def ask(module: ModuleType) -> Hooks:
    """Ask every hook of the plugin's module."""
    answers: dict[str, Any] = {}
    faults: list[Finding] = []
    for name, value in vars(module).items():
        if not inspect.isroutine(value):
            continue
        wrong = list(_misplaced(name, value, module))
        if not wrong and hasattr(value, _MARK):
            wrong, answers[name] = _answer(name, value)
        faults += wrong
    if "describe" not in answers and not any("describe" in fault.what for fault in faults):
        faults.append(
            Finding(
                shown_module(module),
                "The plugin does not describe itself.",
                "Add the hook `describe()` that returns `api.Plugin(title=…, summary=…)`.",
            )
        )
    return Hooks(answers, tuple(faults))


def shown_module(module: ModuleType) -> str:
    from pathlib import Path

    return shown(Path(module.__file__)) if module.__file__ else module.__name__


def _misplaced(name: str, value: Any, module: ModuleType) -> Iterator[Finding]:
    marked, known = hasattr(value, _MARK), expected()
    if marked and name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else "The hooks are listed in `utblick.hookspecs`."
        yield Finding(place_of(value), f"There is no hook `{name}`.", hint)
        return
    own = getattr(value, "__module__", "") == module.__name__
    if not marked and own and name in known:
        yield Finding(
            place_of(value),
            f"`{name}` has the name of a hook, but is not marked as one, so nobody calls it.",
            "Put `@hookimpl` above it.",
        )
        return
    if not marked:
        return
    if inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value):
        yield Finding(
            place_of(value),
            f"The hook `{name}` is async, so its answer would never be awaited.",
            "Make it a plain `def`: hooks declare, and callables inside what they return do the work.",
        )
    elif inspect.signature(value).parameters:
        yield Finding(place_of(value), f"The hook `{name}` takes arguments.", "Hooks take none: remove them.")


def _answer(name: str, hook: Any) -> tuple[list[Finding], Any]:
    wanted = expected()[name]
    try:
        value = hook()
        values = tuple(value or ()) if wanted.many else () if value is None else (value,)
    except Exception as error:
        mend = "A hook does no work: return declarations, and let their callables do what may fail."
        return [Finding(place_of(hook), f"The hook `{name}` raises {said(error)}.", mend)], ()
    wrong = [
        Finding(
            place_of(hook),
            f"The hook `{name}` gives {repr(one)[:80]}.",
            f"It must give {wanted}.",
        )
        for one in values
        if not wanted.fits(one)
    ]
    return wrong, tuple(one for one in values if wanted.fits(one))


def _read(hint: Any) -> Expected:
    many = (
        get_origin(hint) is not None
        and get_origin(hint) is not type
        and issubclass(get_origin(hint), Iterable)
    )
    inner = get_args(hint)[0] if many else hint
    classes = get_origin(inner) is type
    return Expected(get_args(inner)[0] if classes else inner, many, classes)
