"""What this process counts as it works, for Prometheus; paths are route templates, so the series stay few."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.process_collector import ProcessCollector

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series more for each, which nobody asks for
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

REQUESTS = Histogram(
    "utblick_request_seconds",
    "Time from reading a request to its answer",
    ("method", "route", "status_class"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
HANDLED = Histogram(
    "utblick_handler_seconds",
    "Time that a subscriber took to handle an event",
    ("subscriber",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30),
    registry=REGISTRY,
)
HANDLER_FAILURES = Counter(
    "utblick_handler_failures", "Tries of a subscriber that failed", ("subscriber",), registry=REGISTRY
)
RELAYED = Counter("utblick_relayed_events", "Events that this process put on the stream", registry=REGISTRY)
RELAY_LEADS = Gauge(
    "utblick_relay_leads", "Whether the relay of this process leads, 1 or 0", registry=REGISTRY
)
JOB_RUNS = Counter("utblick_job_runs", "Runs of a job in this process", ("job", "outcome"), registry=REGISTRY)
