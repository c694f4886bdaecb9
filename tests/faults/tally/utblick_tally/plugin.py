"""The tally, as the core meets it."""

from collections.abc import Iterable

from utblick import api
from utblick.api import _, hookimpl
from utblick_tally import events, jobs, pages, subscribers


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(title=_("Tally"), summary=_("Counts, and counts what was counted."))


@hookimpl
def register_routes() -> Iterable[api.Route]:
    return pages.ROUTES


@hookimpl
def register_events() -> Iterable[type[api.Event]]:
    return events.EVENTS


@hookimpl
def register_subscribers() -> Iterable[api.Subscriber]:
    return subscribers.SUBSCRIBERS


@hookimpl
def register_jobs() -> Iterable[api.Job]:
    return jobs.JOBS
