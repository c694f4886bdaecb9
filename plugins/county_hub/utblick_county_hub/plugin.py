"""The county's hub, as the core meets it: a table of contents."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_county_hub import demo, events, pages, panels, permissions, privacy, subscribers
from utblick_county_hub.settings import CountyHubSettings


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("County hub"),
        summary=_(
            "What the municipalities of a county share: goals, ways to other countries, calls, questions."
        ),
        icon="map-2",
    )


@hookimpl
def register_settings() -> type[BaseModel]:
    return CountyHubSettings


@hookimpl
def register_permissions() -> Iterable[api.Permission]:
    return permissions.PERMISSIONS


@hookimpl
def register_routes() -> Iterable[api.Route]:
    return pages.ROUTES


@hookimpl
def register_navigation() -> Iterable[api.Link]:
    return pages.LINKS


@hookimpl
def register_panels() -> Iterable[api.Panel]:
    return panels.PANELS


@hookimpl
def register_events() -> Iterable[type[api.Event]]:
    return events.EVENTS


@hookimpl
def register_subscribers() -> Iterable[api.Subscriber]:
    return subscribers.SUBSCRIBERS


@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA


@hookimpl
def register_demo() -> Iterable[Callable[..., object]]:
    return (demo.load,)
