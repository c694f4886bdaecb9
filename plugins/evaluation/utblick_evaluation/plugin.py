"""Evaluation, as the core meets it: a table of contents."""

from collections.abc import Callable, Iterable

from utblick import api
from utblick.api import _, hookimpl
from utblick_evaluation import demo, events, records, subscribers


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Follow-up"),
        summary=_("Goals that count themselves from what happens, with the evidence behind every digit."),
        icon="target",
    )


@hookimpl
def register_permissions() -> Iterable[api.Permission]:
    return records.PERMISSIONS


@hookimpl
def register_records() -> Iterable[api.RecordType]:
    return records.RECORDS


@hookimpl
def register_events() -> Iterable[type[api.Event]]:
    return events.EVENTS


@hookimpl
def register_subscribers() -> Iterable[api.Subscriber]:
    return subscribers.SUBSCRIBERS


@hookimpl
def register_demo() -> Iterable[Callable[..., object]]:
    return (demo.load,)
