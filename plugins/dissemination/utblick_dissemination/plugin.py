"""Stories, as the core meets them: a table of contents."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_dissemination import (
    demo,
    events,
    indicators,
    pages,
    panels,
    privacy,
    records,
    subscribers,
    texts,
)
from utblick_dissemination.permissions import PERMISSIONS
from utblick_dissemination.settings import DisseminationSettings


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Good examples"),
        summary=_(
            "Stories that are told with the consent of those they are about, on public pages and feeds."
        ),
        icon="news",
    )


@hookimpl
def register_settings() -> type[BaseModel]:
    return DisseminationSettings


@hookimpl
def register_permissions() -> Iterable[api.Permission]:
    return PERMISSIONS


@hookimpl
def register_records() -> Iterable[api.RecordType]:
    return records.RECORDS


@hookimpl
def register_texts() -> Iterable[api.Text]:
    return texts.TEXTS


@hookimpl
def register_routes() -> Iterable[api.Route]:
    return pages.ROUTES


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
def register_indicators() -> Iterable[api.Indicator]:
    return indicators.INDICATORS


@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA


@hookimpl
def register_demo() -> Iterable[Callable[..., object]]:
    return (demo.load,)
