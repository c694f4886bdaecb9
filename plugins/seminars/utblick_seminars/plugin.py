"""Seminars, as the core meets them: a table of contents."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_seminars import (
    calendars,
    demo,
    events,
    indicators,
    jobs,
    pages,
    panels,
    privacy,
    records,
    texts,
)
from utblick_seminars.permissions import PERMISSIONS
from utblick_seminars.settings import SeminarsSettings
from utblick_seminars.words import AUDIENCES, WORK_FORMS


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Seminars"),
        summary=_("Seminars with a public calendar, registration, check-in, and surveys before and after."),
        icon="presentation",
        vocabularies=(AUDIENCES, WORK_FORMS),
    )


@hookimpl
def register_settings() -> type[BaseModel]:
    return SeminarsSettings


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
def register_panels() -> Iterable[api.Panel]:
    return panels.PANELS


@hookimpl
def register_texts() -> Iterable[api.Text]:
    return texts.TEXTS


@hookimpl
def register_calendars() -> Iterable[api.Calendar]:
    return calendars.CALENDARS


@hookimpl
def register_events() -> Iterable[type[api.Event]]:
    return events.EVENTS


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
def register_demo() -> Iterable[Callable[..., object]]:
    return (demo.load,)
