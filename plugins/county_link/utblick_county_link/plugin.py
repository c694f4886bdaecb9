"""The county, as the core meets it: a table of contents."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_county_link import (
    demo,
    events,
    jobs,
    pages,
    panels,
    privacy,
    records,
    subscribers,
    texts,
)
from utblick_county_link.settings import CountyLinkSettings


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("The county"),
        summary=_("What we share with the county, to the last byte, and introductions by consent."),
        icon="network",
    )


@hookimpl
def register_settings() -> type[BaseModel]:
    return CountyLinkSettings


@hookimpl
def register_permissions() -> Iterable[api.Permission]:
    return records.PERMISSIONS


@hookimpl
def register_records() -> Iterable[api.RecordType]:
    return records.RECORDS


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
def register_jobs() -> Iterable[api.Job]:
    return jobs.JOBS


@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA


@hookimpl
def register_texts() -> Iterable[api.Text]:
    return texts.TEXTS


@hookimpl
def register_demo() -> Iterable[Callable[..., object]]:
    return (demo.load,)
