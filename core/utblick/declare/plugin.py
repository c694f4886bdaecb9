"""Who a plugin is, what people may do with it, and what it does by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from utblick.declare.vocabulary import Vocabulary
from utblick.i18n import Msg

if TYPE_CHECKING:
    from utblick.context import Context

PLUGIN_API = 1
"""The generation of the plugin contract; a plugin says which one it was written for."""


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """The plugin's own card: shown in the list of plugins, checked before anything else of it is asked.

    `vocabularies` are the lists of codes that it brings for its fields and forms.
    """

    title: Msg
    summary: Msg
    icon: str = "puzzle"
    api: int = PLUGIN_API
    depends: tuple[str, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Permission:
    """Something that a role can allow; the name carries the plugin's prefix, as in ``export_deals.write``.

    `roles` are the built-in roles that have it from the start: reader, officer, coordinator.
    Administrators may do everything.
    """

    name: str
    title: Msg
    roles: tuple[str, ...] = ("officer", "coordinator")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a job runs: each `interval`, or once a day at `at` in the municipality's time zone."""

    interval: timedelta | None = None
    at: time | None = None


def every(*, seconds: float = 0, minutes: float = 0, hours: float = 0) -> Schedule:
    """A schedule that runs again when the interval has passed since the last start."""
    return Schedule(interval=timedelta(seconds=seconds, minutes=minutes, hours=hours))


def daily(hour: int, minute: int = 0) -> Schedule:
    """A schedule that runs once a day at a time of the municipality's time zone."""
    return Schedule(at=time(hour, minute))


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something that is done by itself. One runner at a time across all processes; safe to run twice.

    `run` gets a context that writes, and returns a sentence for the run log, or None. A job that
    `asks_others`, over the network, gets one that only looks, and writes what it learnt with
    `ctx.platform.write()`: nobody waits for the answer of another machine. So does a job that works
    `in_steps`, since it may have thousands of things to do: it writes with `in_steps` of `utblick.api`.
    """

    name: str
    title: Msg
    schedule: Schedule
    run: "Callable[[Context], Msg | None]"
    asks_others: bool = False
    in_steps: bool = False
