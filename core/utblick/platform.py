"""The assembled house: settings, registry, database, words; made once per process, passed on, never found."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from utblick.context import SYSTEM, Actor, Context
from utblick.db.database import Database
from utblick.i18n.catalogue import Catalogue
from utblick.protection.marks import read_for
from utblick.registry import Registry, load_registry
from utblick.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment

    from utblick.access.sessions import Sessions
    from utblick.bus.runner import Bus
    from utblick.bus.waiting import Waiters
    from utblick.db.costly import Costly
    from utblick.observe.traces import Traces
    from utblick.web.assets import Assets
    from utblick.web.request import WebRequest


_STAFF_WAIT_SECONDS = 30.0
"""Nobody looks at a page that does not come for longer than that."""


@dataclass
class Platform:
    """One installation in one process."""

    settings: Settings
    registry: Registry
    database: Database
    catalogue: Catalogue
    bus: "Bus | None" = None
    is_leaving: bool = False
    """Whether this process was told to stop, and serves on until proxies have found another."""

    def plugin_title(self, name: str, language: str) -> str:
        """What a plugin is called, enabled or only installed; its name where nobody here knows it."""
        plugin = self.registry.plugin(name)
        if plugin is not None:
            return self.catalogue.translate(plugin.card.title, language)
        from utblick.plugins.titles import title_of

        return title_of(name, language)

    @contextmanager
    def read(self, actor: Actor = SYSTEM, *, request: "WebRequest | None" = None) -> Iterator[Context]:
        """A context that looks and keeps nothing."""
        with self.database.read() as session:
            read_for(session, actor, self.registry)
            yield Context(session, actor, self, now=self.database.now(), request=request)

    @contextmanager
    def write(
        self,
        actor: Actor = SYSTEM,
        *,
        now: datetime | None = None,
        cause: UUID | None = None,
        correlation: str = "",
        request: "WebRequest | None" = None,
        traceparent: str = "",
    ) -> Iterator[Context]:
        """A context whose work is kept as a whole at the end, or not at all."""
        with self.database.write(seconds=-1 if request is None else _STAFF_WAIT_SECONDS) as session:
            ctx = Context(
                session,
                actor,
                self,
                now=now or self.database.now(),
                cause=cause,
                correlation=correlation,
                request=request,
                traceparent=traceparent,
            )
            session.info["context"] = ctx
            read_for(session, actor, self.registry)
            yield ctx

    @cached_property
    def asyncapi(self) -> bytes:
        """The AsyncAPI document as JSON; it stays as it is while the process lives."""
        from utblick.bus.asyncapi import document

        return msgspec.json.encode(document(self))

    @cached_property
    def assets(self) -> "Assets":
        """The browser's files, the municipality's own logo among them."""
        from utblick.web.assets import load_assets

        place = self.settings.municipality
        extra = {f"municipality{place.logo.suffix}": place.logo} if place.logo is not None else {}
        return load_assets(hue=place.hue, extra=extra)

    @cached_property
    def logo_url(self) -> str | None:
        """The address of the municipality's logo; None when it has given none."""
        logo = self.settings.municipality.logo
        return self.assets.url(f"municipality{logo.suffix}") if logo is not None else None

    @cached_property
    def templates(self) -> "Environment":
        """The pages' templates, those of plugins only under their own names."""
        from utblick.web.templating import environment

        return environment(sources=self.registry.template_folders, assets=self.assets)

    @cached_property
    def sessions(self) -> "Sessions":
        """Who is signed in, looked up once and remembered for some seconds."""
        from utblick.access.sessions import Sessions

        return Sessions(self.database, self.settings, self.registry)

    @cached_property
    def traces(self) -> "Traces":
        """Where pieces of work are followed; nowhere, unless the settings say so."""
        from utblick.observe.traces import traces_for

        return traces_for(self.settings)

    @property
    def bus_degraded(self) -> bool:
        """Whether events wait because the bus cannot be reached, or does not take them; work goes on."""
        from utblick.bus.waiting import LONG_SECONDS

        if self.bus is None:
            return False
        return not self.bus.is_connected or self.waiters.now().seconds > LONG_SECONDS

    @cached_property
    def waiters(self) -> "Waiters":
        """How many events wait to be sent."""
        from utblick.bus.waiting import Waiters

        return Waiters(self.database)

    @cached_property
    def costly(self) -> "Costly":
        """Answers that take long where there is much, kept for a while."""
        from utblick.db.costly import Costly

        return Costly()

    @cached_property
    def files_folder(self) -> Path:
        """Where uploaded files lie, below the data folder."""
        return self.settings.data_folder / "files"

    def leave(self) -> None:
        """Say from now on that this process is about to stop."""
        self.is_leaving = True

    def close(self) -> None:
        """Let go of the connections to the database, and of what is still to be said of traces."""
        self.database.dispose()
        if "traces" in self.__dict__:
            self.traces.close()


def assemble(settings: Settings, *, installed: Iterable[EntryPoint] | None = None) -> Platform:
    """Put the house together from its settings; raises `Misconfigured` when it cannot stand.

    `installed` are the plugins to choose from, in place of those that the environment has.
    """
    from utblick.records.history import keep_history

    registry = load_registry(settings, installed=installed)
    if not settings.database.url:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    keep_history(database, registry)
    place = settings.municipality
    catalogue = Catalogue.load(
        registry.locale_folders, place.languages, zone=place.zone, speakers=registry.speakers
    )
    return Platform(settings, registry, database, catalogue)
