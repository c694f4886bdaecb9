"""What the program says about itself: JSON lines in production, readable lines in development.

Facts and ids only: whatever is logged under a name of `WITHHELD` is left out, also when a library logs it.
"""

import logging
import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import structlog
import structlog.tracebacks
from structlog.typing import EventDict, Processor, WrappedLogger

if TYPE_CHECKING:
    from utblick.settings import Settings

WITHHELD = frozenset(
    {
        "authorization",
        "body",
        "cookie",
        "csrf_token",
        "email",
        "form",
        "headers",
        "password",
        "person_name",
        "secret",
        "token",
    }
)
"""Keys that never reach a log: bodies, credentials and what names a person."""

_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
"""Where it broke, without the values that were in hand: those may be somebody's data."""

_NOISY = ("uvicorn.access", "uvicorn.error", "httpx", "httpcore", "alembic", "nats")


def configure(settings: "Settings", *, level: str = "") -> None:
    """Send everything, structlog's and the standard library's, through one chain to standard error."""
    production = settings.environment == "production"
    chosen = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True)
        if production
        else structlog.processors.TimeStamper(fmt="%H:%M:%S"),
        withhold,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    written: list[Processor] = (
        [_TRACEBACKS, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if production
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    _route_standard_library(shared, written, chosen)


def withhold(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Leave out what must not be kept, whoever logged it."""
    for key in WITHHELD.intersection(event):
        del event[key]
    return event


def bind(**facts: Any) -> None:
    """Say these facts, such as `request_id` or `event_id`, with every line that this piece of work logs."""
    structlog.contextvars.bind_contextvars(**facts)


def bound(**facts: Any) -> AbstractContextManager[None]:
    """The same for the time of a `with` block."""
    return structlog.contextvars.bound_contextvars(**facts)


def _route_standard_library(shared: list[Processor], written: list[Processor], level: int) -> None:
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *written],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
