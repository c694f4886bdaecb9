"""The core's own rooms, declared through the same hooks as any plugin: nothing here is special."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from utblick.declare import (
    BlueprintPart,
    Calendar,
    Link,
    Panel,
    Permission,
    Plugin,
    RecordType,
    Subscriber,
    Text,
)
from utblick.declare.personal import PersonalData
from utblick.declare.plugin import Job
from utblick.hookspecs import hookimpl
from utblick.i18n import _
from utblick.privacy.parts import joined
from utblick.reference.nuts import NUTS

ROOMS = (
    "access",
    "identity",
    "identity.registers.imports",
    "records",
    "protection",
    "calendars",
    "search",
    "bus",
    "mail",
    "texts",
    "privacy",
    "retention",
    "blueprints",
    "money",
    "jobs",
    "observe",
    "web",
)
"""Rooms of the core with a module `declarations`; each may define the tuples that are asked for below."""


@hookimpl
def describe() -> Plugin:
    return Plugin(
        title=_("Utblick"),
        summary=_("Organisations, people, the event bus and the ways in."),
        icon="building",
        vocabularies=(NUTS,),
    )


@hookimpl
def register_permissions() -> Iterable[Permission]:
    return tuple(_all("PERMISSIONS"))


@hookimpl
def register_records() -> Iterable[RecordType]:
    return tuple(_all("RECORDS"))


@hookimpl
def register_routes() -> Iterable[Any]:
    return tuple(_all("ROUTES"))


@hookimpl
def register_navigation() -> Iterable[Link]:
    return tuple(_all("LINKS"))


@hookimpl
def register_panels() -> Iterable[Panel]:
    return tuple(_all("PANELS"))


@hookimpl
def register_calendars() -> Iterable[Calendar]:
    return tuple(_all("CALENDARS"))


@hookimpl
def register_events() -> Iterable[Any]:
    return tuple(_all("EVENTS"))


@hookimpl
def register_subscribers() -> Iterable[Subscriber]:
    return tuple(_all("SUBSCRIBERS"))


@hookimpl
def register_jobs() -> Iterable[Job]:
    return tuple(_all("JOBS"))


@hookimpl
def register_personal_data() -> PersonalData:
    return joined(tuple(_all("PERSONAL_DATA")))


@hookimpl
def register_blueprint() -> Iterable[BlueprintPart]:
    return tuple(_all("BLUEPRINT"))


@hookimpl
def register_texts() -> Iterable[Text]:
    return tuple(_all("TEXTS"))


@hookimpl
def register_demo() -> Iterable[Any]:
    return tuple(_all("DEMO"))


def _all(name: str) -> Iterator[Any]:
    for room in ROOMS:
        try:
            module = import_module(f"utblick.{room}.declarations")
        except ModuleNotFoundError as missing:
            if missing.name != f"utblick.{room}.declarations":
                raise
            continue
        yield from getattr(module, name, ())
