"""Visits, as the core meets them: a table of contents."""

from collections.abc import Iterable

from utblick import api
from utblick.api import _, hookimpl
from utblick_visits import events, panels, records, subscribers


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Visits"), summary=_("Delegations that come to us, and what came of it."), icon="users"
    )


@hookimpl
def register_permissions() -> Iterable[api.Permission]:
    return records.PERMISSIONS


@hookimpl
def register_records() -> Iterable[api.RecordType]:
    return records.RECORDS


@hookimpl
def register_panels() -> Iterable[api.Panel]:
    return panels.PANELS


@hookimpl
def register_events() -> Iterable[type[api.Event]]:
    return events.EVENTS


@hookimpl
def register_subscribers() -> Iterable[api.Subscriber]:
    return subscribers.SUBSCRIBERS
