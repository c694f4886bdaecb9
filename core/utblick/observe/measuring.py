"""What is asked of the database, the bus and the disks whenever Prometheus looks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from utblick import __version__
from utblick.bus.health import BusHealth, SubscriberHealth
from utblick.observe.asking import Stock, take_stock
from utblick.observe.disks import disks
from utblick.observe.figures import REGISTRY
from utblick.platform import Platform

PREFIX = "utblick_"
_OF_EACH: Mapping[str, tuple[str, Callable[[SubscriberHealth], int | None]]] = {
    "lag": ("Events that a subscriber has still to get", lambda one: one.lag),
    "in_hand": ("Events that a subscriber has got and not answered for", lambda one: one.in_hand),
    "parked": ("Events that a subscriber tries again later", lambda one: one.parked),
    "dead_letters": ("Events that a subscriber could not handle", lambda one: one.dead),
}


def exposition(platform: Platform, health: BusHealth | None) -> bytes:
    """All figures of this process and of the installation, as Prometheus reads them."""
    asked = CollectorRegistry()
    asked.register(
        _Answers(
            (
                *_of_platform(platform),
                *_of_stock(take_stock(platform), platform.database.now()),
                *_of_bus(health),
            )
        )
    )
    return generate_latest(REGISTRY) + generate_latest(asked)


class _Answers(Collector):
    """Figures that were looked up just now."""

    def __init__(self, found: Iterable[GaugeMetricFamily]) -> None:
        self._found = tuple(found)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._found


def _one(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(PREFIX + name, says, value=value)


def _many(name: str, says: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> GaugeMetricFamily:
    made = GaugeMetricFamily(PREFIX + name, says, labels=labels)
    for label, value in values.items():
        made.add_metric(label, value)
    return made


def _of_platform(platform: Platform) -> Iterator[GaugeMetricFamily]:
    there = disks(platform.settings)
    yield _many("info", "The version that runs, always 1", ("version",), {(__version__,): 1})
    yield _one(
        "plugins_set_aside", "Plugins that failed and were set aside", len(platform.registry.quarantined)
    )
    yield _many(
        "disk_used_ratio",
        "How full a disk is, 0 to 1",
        ("place",),
        {(one.place,): one.used_ratio for one in there},
    )
    yield _many(
        "disk_free_bytes", "Free bytes on a disk", ("place",), {(one.place,): one.free for one in there}
    )
    held, idle, most = platform.database.connections()
    yield _many(
        "database_connections",
        "Connections to the database of this process",
        ("state",),
        {("in use",): held, ("idle",): idle},
    )
    yield _one("database_connections_limit", "The most connections that this process opens", most)


def _of_stock(stock: Stock, now: datetime) -> Iterator[GaugeMetricFamily]:
    ended = [run for run in stock.jobs if run.ok is not None]
    yield _one("database_bytes", "Size of the database", stock.database_bytes)
    yield _many(
        "job_last_started_seconds",
        "When a job started last, as a Unix time",
        ("job",),
        {(run.name,): run.started_at.timestamp() for run in stock.jobs},
    )
    yield _many(
        "job_last_ok",
        "Whether the last run of a job went well, 1 or 0",
        ("job",),
        {(run.name,): 1 if run.ok else 0 for run in ended},
    )
    yield _many(
        "job_last_run_seconds",
        "How long the last run of a job took",
        ("job",),
        {
            (run.name,): (run.ended_at - run.started_at).total_seconds()
            for run in ended
            if run.ended_at is not None
        },
    )
    yield _many(
        "mails", "Outgoing mails by state", ("state",), {(state,): n for state, n in stock.mails.items()}
    )
    yield _one(
        "mail_oldest_waiting_seconds",
        "How long the oldest waiting mail has waited",
        (now - stock.oldest_mail_at).total_seconds() if stock.oldest_mail_at else 0,
    )
    yield _many(
        "imports",
        "Imports of registers by state",
        ("state",),
        {(state,): n for state, n in stock.imports.items()},
    )
    yield _one(
        "backup_last_success_seconds",
        "When the latest backup ended well, as a Unix time; 0 before the first",
        stock.backed_up_at.timestamp() if stock.backed_up_at else 0,
    )
    yield _one(
        "backup_last_ok",
        "Whether the latest try to make a backup went well, 1 or 0; 1 before the first",
        1 if stock.backup is None or stock.backup.ok else 0,
    )
    yield _one(
        "lost_events",
        "Events that the bus had and a restored database had not, and nobody has settled",
        stock.lost_events,
    )


def _of_bus(health: BusHealth | None) -> Iterator[GaugeMetricFamily]:
    yield _one("bus_connected", "Whether the bus answers, 1 or 0", 1 if health and health.connected else 0)
    if health is None:
        return
    yield _one("event_log_length", "Number of the latest event in the log", health.events)
    yield _one("bus_unsent", "Events that wait for the relay", health.unsent)
    yield _one(
        "bus_oldest_unsent_seconds", "How long the oldest of them has waited", health.oldest_unsent_seconds
    )
    yield _one("bus_refused", "Events that the bus refused for good", health.refused)
    yield _one("bus_dead_letters", "Deliveries that were given up", health.dead)
    if health.stream is not None:
        yield _one("stream_messages", "Events on the stream", health.stream.messages)
        yield _one("stream_bytes", "Size of the stream", health.stream.bytes)
    for name, (says, read) in _OF_EACH.items():
        found = {(one.name,): value for one in health.subscribers if (value := read(one)) is not None}
        yield _many(f"subscriber_{name}", says, ("subscriber",), found)
