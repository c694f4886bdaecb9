"""The line in plugin.py: each promise is a hook that returns one list of one module."""

import ast
from dataclasses import dataclass, replace

from utblick import hookspecs
from utblick.i18n import _
from utblick.scaffold.imports import Imported, read_module
from utblick.scaffold.refused import Refused

_SPEC = f"{hookspecs.PROJECT}_spec"
ORDER = tuple(name for name, value in vars(hookspecs).items() if hasattr(value, _SPEC))
"""The hooks in the order in which the platform asks them, which is theirs in every plugin.py."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A promise: the hook, the module and the name of what it returns, and how that is annotated."""

    name: str
    module: str
    returns: str
    annotation: str

    @property
    def source(self) -> str:
        return (
            f"@hookimpl\ndef {self.name}() -> {self.annotation}:\n    return {self.module}.{self.returns}\n"
        )

    def imports(self, package: str) -> frozenset[Imported]:
        """What the hook needs at the top of plugin.py."""
        found = {
            Imported("utblick", "api"),
            Imported("utblick.api", "hookimpl"),
            Imported(package, self.module),
        }
        if "Iterable" in self.annotation:
            found.add(Imported("collections.abc", "Iterable"))
        if "click." in self.annotation:
            found.add(Imported("click"))
        return frozenset(found)


def where_from(source: str, hook: Hook, *, package: str, place: str) -> Hook | None:
    """The hook as the plugin has it, with the module and name that it returns; None when it lacks it."""
    imports = read_module(source, place).imports
    made = next((one for one in _hooks(source) if one.name == hook.name), None)
    if made is None:
        return None
    match made.body[-1]:
        case ast.Return(value=ast.Attribute(value=ast.Name(id=module), attr=name)):
            if Imported(package, module) in imports:
                return Hook(hook.name, module, name, hook.annotation)
        case ast.Return(value=ast.Name(id=name)):
            for one in imports:
                if one.name == name and one.module.startswith(f"{package}.") and not one.known_as:
                    return Hook(hook.name, one.module.removeprefix(f"{package}."), name, hook.annotation)
    raise Refused(
        _(
            "{file}, line {line}: {hook} returns something else than the list of a module. "
            "Add to it by hand, or let it return {module}.{name}.",
            file=place,
            line=made.lineno,
            hook=hook.name,
            module=hook.module,
            name=hook.returns,
        )
    )


def with_hook(source: str, hook: Hook, *, package: str, place: str) -> str:
    """plugin.py with the hook at its place among the others; unchanged when it is there."""
    if where_from(source, hook, package=package, place=place) is not None:
        return source
    module = read_module(source, place).with_imports(hook.imports(package))
    hooks = _hooks(module.body)
    if not any(one.name == "describe" for one in hooks):
        raise Refused(
            _("{file} has no hook describe() marked with @hookimpl, so this is no plugin.", file=place)
        )
    before = [one for one in hooks if ORDER.index(one.name) < ORDER.index(hook.name)]
    last = max(one.end_lineno or 0 for one in before)
    lines = module.body.splitlines()
    body = "\n".join([*lines[:last], "", "", *hook.source.splitlines(), *lines[last:]])
    return replace(module, body=body).written(package)


def _hooks(source: str) -> list[ast.FunctionDef]:
    """The functions that are marked as hooks, by a name that there is."""
    return [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name in ORDER and any(map(_marks, node.decorator_list))
    ]


def _marks(decorator: ast.expr) -> bool:
    name = decorator.func if isinstance(decorator, ast.Call) else decorator
    return getattr(name, "attr", getattr(name, "id", "")) == "hookimpl"
