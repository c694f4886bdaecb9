"""Notes, as the core meets them: a table of contents."""

from collections.abc import Iterable

import click
from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_sample import (
    calendars,
    cli,
    events,
    indicators,
    jobs,
    pages,
    panels,
    privacy,
    records,
    subscribers,
)
from utblick_sample.settings import SampleSettings


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(title=_("Jottings"), summary=_("What was noted about an organisation."))


@hookimpl
def register_settings() -> type[BaseModel]:
    return SampleSettings


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
def register_commands() -> Iterable[click.Command]:
    return cli.COMMANDS


@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA
