"""Export deals, as the core meets it: a table of contents."""

from collections.abc import Callable, Iterable

import click
from pydantic import BaseModel

from utblick import api
from utblick.api import _, hookimpl
from utblick_export_deals import (
    calendars,
    cli,
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
from utblick_export_deals.settings import ExportDealsSettings


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Export deals"),
        summary=_("Markets, leads and agreements, and the company's own word that a deal was made."),
        icon="world",
    )


@hookimpl
def register_settings() -> type[BaseModel]:
    return ExportDealsSettings


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
def register_commands() -> Iterable[click.Command]:
    return cli.COMMANDS


@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA


@hookimpl
def register_texts() -> Iterable[api.Text]:
    return texts.TEXTS


@hookimpl
def register_demo() -> Iterable[Callable[..., object]]:
    return (demo.load,)
