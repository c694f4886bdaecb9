"""Who looks on while work is done: at the database, the templates, the log and the subscribers.

All of them note what they see on the work at hand (`utblick.dev.trace.CURRENT`), and change nothing.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from utblick.bus.delivery import Delivery
from utblick.declare import Subscriber
from utblick.dev.cursors import look_at
from utblick.dev.lines import LogKeeper, way_to
from utblick.dev.trace import CURRENT, Journal, noting
from utblick.platform import Platform
from utblick.registry import LoadedPlugin, Registry
from utblick.web.templating import environment

TEMPLATES = Path(__file__).parent / "templates"


def look_on(platform: Platform, journal: Journal) -> Platform:
    """The same platform with onlookers everywhere; for a process that serves a developer."""
    platform.registry = _registry(platform, journal)
    platform.templates = environment(
        sources={**platform.registry.template_folders, "dev": TEMPLATES},
        assets=platform.assets,
        kind=WatchedEnvironment,
    )
    look_at(platform.database, {plugin.name: plugin.folder for plugin in platform.registry.plugins})
    logging.getLogger().addHandler(LogKeeper())
    return platform


class WatchedEnvironment(Environment):
    """Templates that are noted by name when they are used, with the time that they take together."""

    def compile(self, *arguments: Any, **more: Any) -> Any:
        started = time.perf_counter()
        made = super().compile(*arguments, **more)
        work = CURRENT.get()
        if work is not None:
            milliseconds = (time.perf_counter() - started) * 1000
            work.compile_milliseconds += milliseconds
            work.template_milliseconds -= milliseconds if work.drawing else 0.0
        return made

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        found = super().get_template(name, parent, globals)
        work = CURRENT.get()
        if work is not None and isinstance(name, str):
            work.templates[name] = work.templates.get(name, 0) + 1
        if not hasattr(found, "is_watched"):
            found.is_watched = True  # type: ignore[attr-defined]
            found.root_render_func = _timed(found.root_render_func)
            found.blocks = {block: _timed(draw) for block, draw in found.blocks.items()}
        return found


def _timed(draw: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    """The same part of a template; the outermost of those that draw at one time is timed."""

    def drawn(*arguments: Any, **more: Any) -> Iterator[str]:
        work = CURRENT.get()
        if work is None:
            yield from draw(*arguments, **more)
            return
        started = time.perf_counter()
        work.drawing += 1
        try:
            yield from draw(*arguments, **more)
        finally:
            work.drawing -= 1
            if not work.drawing:
                work.template_milliseconds += (time.perf_counter() - started) * 1000

    return drawn


def _registry(platform: Platform, journal: Journal) -> Registry:
    plugins = tuple(
        replace(
            plugin,
            subscribers=tuple(_subscriber(platform, plugin, one, journal) for one in plugin.subscribers),
        )
        for plugin in platform.registry.plugins
    )
    return Registry(plugins, platform.registry.quarantined)


def _subscriber(platform: Platform, plugin: LoadedPlugin, one: Subscriber, journal: Journal) -> Subscriber:
    """The same subscriber; each try of it is noted."""
    name = Delivery(platform, plugin.name, one).name

    def handle(ctx: Any, told: Any) -> None:
        work = journal.begin_handling(ctx.cause, name, plugin.name)
        with noting(work):
            try:
                one.handle(ctx, told)
                ctx.session.flush()
            except Exception as error:
                work.error = way_to(error)
                raise

    return replace(one, handle=handle)
