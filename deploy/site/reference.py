"""Writes the reference pages of the documentation from the code, each time that the site is built.

The site's builder calls `on_files`. Nothing is kept, so nothing can go stale; a hook, an event or a name
of the façade that says nothing of itself raises `Undocumented`, which fails the build.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from described import Undocumented, described, entry, fenced, model_fields, plain_type, table

from utblick import api, hookspecs
from utblick.bus.event import Event
from utblick.identity.access import Organisations, People
from utblick.platform import Platform, assemble
from utblick.settings import Settings

PAGES = Path(__file__).resolve().parents[2] / "docs/plugins"
ROOMS = {
    "declare": "What plugins declare",
    "context": "What they are given",
    "db": "Tables",
    "web": "Pages",
    "bus": "Events",
    "identity": "Registers",
    "access": "Signatures",
    "records": "Timelines and tasks",
    "i18n": "Words and figures",
    "errors": "Ways to say no",
    "mail": "Mail",
    "money": "Money",
    "reference": "Countries and goods",
    "hookspecs": "Hooks",
    "ids": "Identities",
}
"""The rooms of the core from which the façade takes its names, and their headings."""
REACHED = {"ctx.organisations": Organisations, "ctx.people": People}
"""What is no name of the façade, but reached through one."""


def on_files(files: Any, config: Any) -> Any:
    """Add the reference pages to the files of the site."""
    from mkdocs.structure.files import File

    for name, content in reference_pages().items():
        files.append(File.generated(config, f"plugins/reference/{name}", content=content))
    return files


def reference_pages() -> dict[str, str]:
    """Every generated page by its file name."""
    platform = assemble(Settings(strict=True))
    events = (event for plugin in platform.registry.plugins for event in plugin.events)
    return {
        "hooks.md": hooks_page(hookspecs, PAGES, platform),
        "events.md": events_page(events),
        "api.md": api_page(api),
    }


def hooks_page(specs: ModuleType, pages: Path, platform: Platform) -> str:
    """Every hook: what it promises, what it returns, which page explains it, who answers it."""
    parts = ["# Hooks", described(specs, specs.__doc__)]
    for name, hook in _own_functions(specs):
        page = page_of(name, pages)
        parts += [
            f"## {name}",
            fenced(f"@hookimpl\ndef {name}() -> {_returned(inspect.signature(hook).return_annotation)}: ..."),
            described(name, hook.__doc__),
            f"Explained, with examples: [{page.stem}](../{page.name}).",
            f"Answered by: {', '.join(_answering(name, platform)) or 'no bundled plugin yet'}.",
        ]
    return "\n\n".join(parts) + "\n"


def page_of(hook: str, pages: Path) -> Path:
    """The page that explains a hook; raises `Undocumented` when there is none."""
    for page in sorted(pages.glob("*.md")):
        if f"reference/hooks.md#{hook})" in page.read_text(encoding="utf-8").partition("\n## ")[0]:
            return page
    raise Undocumented(f"no page of docs/plugins explains the hook {hook}: link to it under the title")


def events_page(events: Iterable[type[Event]]) -> str:
    """Every event of the core and the bundled plugins, field by field."""
    parts = [
        "# Events",
        "What the core and the bundled plugins tell. [How to declare](../events.md) one's own.",
    ]
    parts.append(
        "The same for programs: `utblick events asyncapi`, or `/schema/asyncapi.json` of an installation."
    )
    for event in events:
        parts += [
            f"## {event.name}",
            described(event.name, event.__doc__),
            _facts(event),
            table(("field", "type", "needed"), model_fields(event)),
        ]
    return "\n\n".join(parts) + "\n"


def _facts(event: type[Event]) -> str:
    line = f"On the timeline: “… {event.says}”. " if event.says else ""
    return (
        f"Version {event.version}. {line}Travels within: {event.share}. Order is kept for each `{event.key}`."
    )


def api_page(facade: ModuleType) -> str:
    """Every name of the façade, by the room that it comes from."""
    source = _Sources(facade)
    parts = ["# utblick.api", described(facade, facade.__doc__)]
    others = sorted({source.room(name) for name in facade.__all__} - set(ROOMS))
    for room, title in {**ROOMS, **{room: room.capitalize() for room in others}}.items():
        names = sorted((n for n in facade.__all__ if source.room(n) == room), key=str.casefold)
        parts += [f"## {title}"] if names else []
        for name in names:
            parts += entry(name, getattr(facade, name), source.docstring(name))
        if room == "context":
            for reached, value in REACHED.items():
                parts += entry(reached, value, value.__doc__)
    return "\n\n".join(parts) + "\n"


class _Sources:
    """Where the façade takes its names from, and what stands below a constant in its source."""

    def __init__(self, facade: ModuleType) -> None:
        self.facade = facade
        self.imports = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(ast.parse(inspect.getsource(facade)))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def room(self, name: str) -> str:
        return (self.imports[name][0] + ".").split(".")[1]

    def docstring(self, name: str) -> str:
        value = getattr(self.facade, name)
        if inspect.isclass(value) or inspect.isroutine(value) or inspect.ismodule(value):
            return described(name, value.__doc__)
        module, original = self.imports[name]
        return described(name, _below_constant(module, original))


def _below_constant(module: str, name: str) -> str | None:
    """The text that stands after a constant; followed to where the constant is made."""
    body = ast.parse(inspect.getsource(import_module(module))).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = after.value if isinstance(after, ast.Expr) else None
            return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
        if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
            return _below_constant(node.module or "", name)
    return None


def _returned(annotation: Any) -> str:
    """The type that a hook returns, with the names as a plugin imports them."""
    return re.sub(
        r"\b([A-Z]\w+)",
        lambda name: f"api.{name[1]}" if name[1] in api.__all__ else name[1],
        plain_type(annotation),
    )


def _answering(hook: str, platform: Platform) -> Iterator[str]:
    for plugin in platform.registry.plugins[1:]:
        if hasattr(import_module(f"{plugin.package}.plugin"), hook):
            yield f"`{plugin.name}`"


def _own_functions(module: ModuleType) -> list[tuple[str, Callable[..., Any]]]:
    return [
        (n, f) for n, f in vars(module).items() if inspect.isfunction(f) and f.__module__ == module.__name__
    ]
