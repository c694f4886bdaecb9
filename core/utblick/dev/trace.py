"""What one piece of work did, written down while it happens: a request, or the handling of an event."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from utblick.context import NOBODY, Actor

KEPT = 300
"""How many requests, and how many handlings, are remembered."""


@dataclass(slots=True)
class Query:
    """One statement that was sent to the database: its text and who asked, never the values."""

    sql: str
    plugin: str
    place: str
    asked_with: int
    milliseconds: float = 0.0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log, with the way to the error where there was one."""

    level: str
    name: str
    text: str
    traceback: str = ""


@dataclass
class Work:
    """What was done for one request, or by one subscriber with one event."""

    name: str
    plugin: str = "core"
    queries: list[Query] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    templates: dict[str, int] = field(default_factory=dict)
    milliseconds: float = 0.0
    template_milliseconds: float = 0.0
    compile_milliseconds: float = 0.0
    error: str = ""
    drawing: int = 0
    """How many templates are being drawn at the moment, each within the one before."""

    @property
    def query_milliseconds(self) -> float:
        return sum(query.milliseconds for query in self.queries)


@dataclass
class RequestWork(Work):
    """A request, what it asked for and who asked."""

    id: str = ""
    method: str = "GET"
    path: str = "/"
    status: int = 0
    box: str = ""
    target: str = ""
    whole: bool = False
    """Whether the answer was a whole page, not a part of one."""
    actor: Actor = NOBODY


CURRENT: ContextVar[Work | None] = ContextVar("work", default=None)
"""What is being done here and now; threads that are started for a request inherit it."""


@contextmanager
def noting(work: Work | None) -> Iterator[None]:
    """While this is done, whatever happens is noted on the piece of work; with None, nothing is."""
    token = CURRENT.set(work)
    started = time.perf_counter()
    try:
        yield
    finally:
        if work is not None:
            work.milliseconds = (time.perf_counter() - started) * 1000
        CURRENT.reset(token)


class Journal:
    """The latest requests by their id, and the latest handlings by event and subscriber."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: OrderedDict[str, RequestWork] = OrderedDict()
        self._handlings: OrderedDict[tuple[UUID, str], list[Work]] = OrderedDict()

    def keep(self, work: RequestWork) -> None:
        """Remember a request under its id."""
        with self._lock:
            self._requests[work.id] = work
            while len(self._requests) > KEPT:
                self._requests.popitem(last=False)

    def requests(self, *ids: str) -> list[RequestWork]:
        """The requests with these ids, in their order; those that are forgotten are left out."""
        with self._lock:
            return [self._requests[one] for one in dict.fromkeys(ids) if one in self._requests]

    def begin_handling(self, event_id: UUID, subscriber: str, plugin: str) -> Work:
        """Note that a subscriber now tries an event."""
        work = Work(subscriber, plugin)
        with self._lock:
            self._handlings.setdefault((event_id, subscriber), []).append(work)
            while len(self._handlings) > KEPT:
                self._handlings.popitem(last=False)
        return work

    def handlings(self, event_id: UUID, subscriber: str) -> list[Work]:
        """Every try of a subscriber with an event in this process, the first one first."""
        with self._lock:
            return list(self._handlings.get((event_id, subscriber), ()))
