"""The promises a plugin can make. Each is asked once, at start; all are optional but `describe`.

A hook takes no arguments, does no work and returns frozen declarations; what is slow or may break
lives in the callables inside them, where the core can time and isolate it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
import pluggy
from pydantic import BaseModel

from utblick.declare import (
    BlueprintPart,
    Calendar,
    Indicator,
    Job,
    Link,
    Panel,
    Permission,
    PersonalData,
    Plugin,
    RecordType,
    Subscriber,
    Text,
)

if TYPE_CHECKING:
    from utblick.bus.event import Event
    from utblick.web.routing import Route

PROJECT = "utblick"
_spec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin's `plugin.py` as the answer to the hook of the same name."""


@_spec
def describe() -> Plugin:  # type: ignore[empty-body]
    """Say who the plugin is: title, summary, the generation of the contract, what it depends on."""


@_spec
def register_settings() -> type[BaseModel]:  # type: ignore[empty-body]
    """Give the model of the plugin's own settings, the table ``[plugin.NAME]`` of the settings file."""


@_spec
def register_permissions() -> Iterable[Permission]:  # type: ignore[empty-body]
    """Name what roles can allow."""


@_spec
def register_records() -> Iterable[RecordType]:  # type: ignore[empty-body]
    """Declare the records: lists, forms, boards, pages, history, search, API and export follow."""


@_spec
def register_routes() -> "Iterable[Route]":  # type: ignore[empty-body]
    """Add special pages under ``/NAME/``, made with `get` and `post` of `utblick.api`."""


@_spec
def register_navigation() -> Iterable[Link]:  # type: ignore[empty-body]
    """Add entries to the menu; record types with a list are there already."""


@_spec
def register_panels() -> Iterable[Panel]:  # type: ignore[empty-body]
    """Add boxes to the overview and to the pages of organisations and people."""


@_spec
def register_calendars() -> Iterable[Calendar]:  # type: ignore[empty-body]
    """Show days and hours on the page Calendar, and in the calendar programs of those who may see them."""


@_spec
def register_events() -> "Iterable[type[Event]]":  # type: ignore[empty-body]
    """Declare every event that the plugin publishes; an undeclared one is refused."""


@_spec
def register_subscribers() -> Iterable[Subscriber]:  # type: ignore[empty-body]
    """React to events, each handler once per event."""


@_spec
def register_indicators() -> Iterable[Indicator]:  # type: ignore[empty-body]
    """Offer what goals can count."""


@_spec
def register_jobs() -> Iterable[Job]:  # type: ignore[empty-body]
    """Do things by the clock."""


@_spec
def register_commands() -> Iterable[click.Command]:  # type: ignore[empty-body]
    """Add commands under ``utblick NAME``."""


@_spec
def register_personal_data() -> PersonalData:  # type: ignore[empty-body]
    """Say what is held about people, how it is exported and how it is erased."""


@_spec
def register_blueprint() -> Iterable[BlueprintPart]:  # type: ignore[empty-body]
    """Say what another municipality can take over of how one works with the plugin."""


@_spec
def register_texts() -> Iterable[Text]:  # type: ignore[empty-body]
    """Declare mails and words of public pages, which each municipality can put in words of its own."""


@_spec
def register_demo() -> "Iterable[object]":  # type: ignore[empty-body]
    """Give callables ``load(ctx)`` that fill an empty installation with visibly made-up data."""
