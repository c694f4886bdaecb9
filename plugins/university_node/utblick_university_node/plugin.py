"""The university node, as the core meets it: a table of contents."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_university_node import (
    calendars,
    demo,
    events,
    indicators,
    jobs,
    pages,
    panels,
    privacy,
    records,
    subscribers,
    texts,
)
from utblick_university_node.choices.fields import STUDY_FIELDS
from utblick_university_node.permissions import PERMISSIONS
from utblick_university_node.settings import UniversityNodeSettings


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("University node"),
        summary=_("From a company's need to a student's work, at several universities at once."),
        icon="school",
        vocabularies=(STUDY_FIELDS,),
    )


@hookimpl
def register_settings() -> type[BaseModel]:
    return UniversityNodeSettings


@hookimpl
def register_permissions() -> Iterable[api.Permission]:
    return PERMISSIONS


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
def register_calendars() -> Iterable[api.Calendar]:
    return calendars.CALENDARS


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
