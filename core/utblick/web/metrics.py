"""What is measured about requests, for Prometheus; paths are route templates, so the series stay few."""

from prometheus_client import CollectorRegistry, Gauge, Histogram

REGISTRY = CollectorRegistry()

REQUESTS = Histogram(
    "utblick_request_seconds",
    "Time from reading a request to its answer",
    ("method", "route", "status_class"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)

BUS_CONNECTED = Gauge("utblick_bus_connected", "Whether the bus answers, 1 or 0", registry=REGISTRY)
BUS_UNSENT = Gauge("utblick_bus_unsent", "Events that wait for the relay", registry=REGISTRY)
BUS_DEAD = Gauge("utblick_bus_dead_letters", "Deliveries that were given up", registry=REGISTRY)
MAILS = Gauge("utblick_mails", "Outgoing mails by state", ("state",), registry=REGISTRY)
