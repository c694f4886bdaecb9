"""Follows a piece of work from the request through its events to whoever handles them, in any process.

Off unless the settings say where traces go. Nothing that is about people is told: names, routes and ids only.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol

from utblick import __version__
from utblick.errors import Misconfigured
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.settings import Settings

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
Sort = Literal["server", "producer", "consumer", "internal"]


class Span(Protocol):
    """One stretch of work. `traceparent` hands it on as W3C Trace Context says; it may be empty."""

    @property
    def traceparent(self) -> str: ...

    def say(self, facts: Mapping[str, str | int]) -> None:
        """Add what became known meanwhile."""

    def failed(self, kind: str) -> None:
        """Mark it as failed, with the kind of error and nothing of what it says."""


class Traces(Protocol):
    """Where stretches of work are noted."""

    def span(
        self, name: str, sort: Sort, *, parent: str = "", facts: Mapping[str, str | int] = {}
    ) -> AbstractContextManager[Span]: ...

    def close(self) -> None:
        """Hand over what has not been sent yet."""


def traces_for(settings: "Settings") -> Traces:
    """What the settings ask for; raises `Misconfigured` when the libraries are missing."""
    return _Recorded(settings) if settings.observe.otlp_endpoint else _Unrecorded()


def trace_id(traceparent: str) -> str:
    """The id of the whole trace; empty when there is none."""
    found = _TRACEPARENT.fullmatch(traceparent)
    return found[1] if found else ""


class _PassedOn:
    """A stretch that is not noted; what came with the request is handed on as it came."""

    def __init__(self, traceparent: str) -> None:
        self.traceparent = traceparent

    def say(self, facts: Mapping[str, str | int]) -> None:
        """Nobody listens."""

    def failed(self, kind: str) -> None:
        """Nobody listens."""


class _Unrecorded:
    @contextmanager
    def span(
        self, name: str, sort: Sort, *, parent: str = "", facts: Mapping[str, str | int] = {}
    ) -> Iterator[Span]:
        yield _PassedOn(parent)

    def close(self) -> None:
        """There is nothing to hand over."""


class _Recorded:
    """Through the libraries of OpenTelemetry, in portions and from a thread of their own."""

    def __init__(self, settings: "Settings") -> None:
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
            from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
            from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
        except ImportError:
            raise Misconfigured(
                _(
                    "Traces are to go to {endpoint}, but OpenTelemetry is not installed. Install "
                    "utblick[otel], or leave observe.otlp_endpoint empty.",
                    endpoint=settings.observe.otlp_endpoint,
                )
            ) from None
        said = {
            "service.name": "utblick",
            "service.namespace": settings.municipality.code,
            "service.version": __version__,
        }
        self._provider = TracerProvider(
            resource=Resource.create(said),
            sampler=ParentBased(TraceIdRatioBased(settings.observe.traces_ratio)),
            shutdown_on_exit=False,
        )
        address = f"{settings.observe.otlp_endpoint.rstrip('/')}/v1/traces"
        exporter = OTLPSpanExporter(endpoint=address, timeout=5)
        self._provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=1000))
        self._tracer = self._provider.get_tracer("utblick", __version__)
        self._context = TraceContextTextMapPropagator()

    @contextmanager
    def span(
        self, name: str, sort: Sort, *, parent: str = "", facts: Mapping[str, str | int] = {}
    ) -> Iterator[Span]:
        from opentelemetry.context import Context
        from opentelemetry.trace import SpanKind

        above = self._context.extract({"traceparent": parent}, Context()) if parent else Context()
        kind = SpanKind[sort.upper()]
        span = _Noted(self._tracer.start_span(name, above, kind, dict(facts)))
        try:
            yield span
        except Exception as error:
            span.failed(type(error).__name__)
            raise
        finally:
            span.end()

    def close(self) -> None:
        self._provider.shutdown()


class _Noted:
    def __init__(self, span: Any) -> None:
        self._span = span

    @property
    def traceparent(self) -> str:
        here = self._span.get_span_context()
        return f"00-{here.trace_id:032x}-{here.span_id:016x}-{here.trace_flags:02x}"

    def say(self, facts: Mapping[str, str | int]) -> None:
        self._span.set_attributes(facts)

    def failed(self, kind: str) -> None:
        from opentelemetry.trace import Status, StatusCode

        self._span.set_attribute("error.type", kind)
        self._span.set_status(Status(StatusCode.ERROR))

    def end(self) -> None:
        self._span.end()
