"""Carries what was committed to the stream: in the order of the log, nothing lost, nothing twice."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import bindparam, update

from utblick.bus.hand import Hand
from utblick.bus.lease import Leases
from utblick.bus.nats import Link
from utblick.bus.publisher import Outcome, Outgoing, publish
from utblick.bus.reconcile import reconcile
from utblick.bus.tables import event_table, log_by
from utblick.db.database import Database
from utblick.ids import new_id
from utblick.observe.figures import RELAY_LEADS, RELAYED

if TYPE_CHECKING:
    from utblick.bus.wake import Wake

log = structlog.get_logger("utblick.bus")
T = TypeVar("T")

BATCH = 500
BATCH_BYTES = 8_000_000
SWEEP_SECONDS = 1.0
MARK_AT, MARK_SECONDS = 64, 0.25
"""Marks are written together: each would cost the event after it a sync to disk."""

_UNSENT = (
    "SELECT seq, id, subject, data FROM {log}"
    " WHERE stream_seq IS NULL AND error IS NULL ORDER BY seq LIMIT {most}"
)
_SHORTEST, _LONGEST = 0.25, 5.0
_REFUSED_SECONDS = 8.0


class Relay:
    """One relay leads at a time, across all processes; the others stand by.

    What is sent has a place in the stream; all else is unsent, whatever its number: a cursor would pass
    over events whose transaction commits late. `settled` says that log and stream have been compared since
    the line was opened: before that, nothing on the stream may be believed.
    """

    def __init__(
        self,
        database: Database,
        link: Link,
        leases: Leases,
        wake: "Wake",
        refused: Callable[[], None] = lambda: None,
    ) -> None:
        """`refused` is called while the bus answers, but has taken nothing for some seconds."""
        self._refused = refused
        self._taken_at = 0.0
        self._database, self._link, self._leases, self._wake = database, link, leases, wake
        self._batches = 0
        self._name = new_id().hex
        self._hand = Hand("relay")
        self._fresh = True
        self.settled = asyncio.Event()
        self._timeout = _SHORTEST
        self._sent = Outcome()
        self._sent_since = 0.0
        link.on_connected(self._start_over)

    async def run(self) -> None:
        """Lead when nobody else does, until cancelled."""
        while True:
            await self._link.connected.wait()
            if await self._in_thread(self._leases.take, "relay"):
                await self._lead()
            else:
                self.settled.set()  # whoever leads makes log and stream agree
                await asyncio.sleep(SWEEP_SECONDS)

    def stop(self) -> None:
        """End the thread, after the last mark."""
        self._hand.end()

    async def _lead(self) -> None:
        self._wake.leads = True
        RELAY_LEADS.set(1)
        checked = time.monotonic()
        try:
            await self._prepare()
            while self._link.connected.is_set() and not self._fresh:
                self._wake.clear()
                if not await self._send_next() and not await self._wake.wait(
                    MARK_SECONDS if self._sent.stored else SWEEP_SECONDS
                ):
                    await self._mark()
                if time.monotonic() - checked > 5 * SWEEP_SECONDS:
                    checked = time.monotonic()
                    if not await self._in_thread(self._leases.take, "relay"):
                        return
        finally:
            self._wake.leads = False
            RELAY_LEADS.set(0)
            await self._mark()

    async def _prepare(self) -> None:
        """Make log and stream agree, after every connection: either may have been set back meanwhile."""
        self._fresh, self._taken_at = False, time.monotonic()
        await self._mark()
        await reconcile(self._link, self._database, self._in_thread)
        self.settled.set()

    async def _send_next(self) -> bool:
        """Send the next batch of unsent events; False when nothing more is to be done until the next wake."""
        rows = await self._in_thread(self._unsent, {seq for seq, _place in self._sent.stored})
        if not rows:
            self._taken_at = time.monotonic()
            return False
        started = time.monotonic()
        self._batches += 1
        batch = f"{self._name}{self._batches}"
        outcome = await publish(self._link, rows, batch=batch, seconds=self._timeout)
        took = time.monotonic() - started
        if not self._sent.stored:
            self._sent_since = time.monotonic()
        RELAYED.inc(len(outcome.stored))
        self._sent.stored += outcome.stored
        self._sent.refused += outcome.refused
        overdue = time.monotonic() - self._sent_since > MARK_SECONDS
        if overdue or outcome.refused or len(self._sent.stored) >= MARK_AT:
            await self._mark()
        if outcome.stored or outcome.refused:
            self._taken_at = time.monotonic()
        if len(outcome.stored) + len(outcome.refused) == len(rows):
            self._timeout = min(max(_SHORTEST, 4 * took), _LONGEST)
            return len(rows) > 1  # a single one was all there was, and the wake tells of the next
        log.info("events_unanswered", count=len(rows) - len(outcome.stored))
        if time.monotonic() - self._taken_at > _REFUSED_SECONDS:
            self._refused()
        await asyncio.sleep(self._timeout / 2)
        self._timeout = min(self._timeout * 2, _LONGEST)
        return True

    def _unsent(self, sent: set[int]) -> list[Outgoing]:
        """The next events to send; `sent` are on the stream, but not yet marked."""
        with self._database.engine.connect() as connection:
            log = log_by("unsent", sqlite=self._database.is_sqlite)
            found = connection.exec_driver_sql(_UNSENT.format(log=log, most=BATCH + len(sent))).all()
        rows = [
            Outgoing(seq, str(id_ if isinstance(id_, UUID) else UUID(id_)), subject, bytes(data))
            for seq, id_, subject, data in found
            if seq not in sent
        ]
        sizes = accumulate(len(row.data) for row in rows)
        return [row for row, size in zip(rows, sizes, strict=True) if size <= BATCH_BYTES] or rows[:1]

    async def _mark(self) -> None:
        """Write down what is on the stream. Until then a new relay would send it again, as a duplicate."""
        if self._sent.stored or self._sent.refused:
            await self._in_thread(self._write_marks, self._sent)
            self._sent = Outcome()

    def _write_marks(self, outcome: Outcome) -> None:
        mark = update(event_table).where(event_table.c.seq == bindparam("here"))
        with self._database.write() as session:
            connection = session.connection()
            if outcome.stored:
                rows = [{"here": seq, "stream_seq": place} for seq, place in outcome.stored]
                connection.execute(mark.values(stream_seq=bindparam("stream_seq")), rows)
            if outcome.refused:
                log.error("events_refused", count=len(outcome.refused), reason=outcome.refused[0][1])
                refused = [{"here": seq, "error": reason} for seq, reason in outcome.refused]
                connection.execute(mark.values(error=bindparam("error")), refused)

    def _start_over(self) -> None:
        self._fresh = True
        self.settled.clear()
        self._wake.set()

    def _in_thread(self, work: Callable[..., T], *arguments: Any) -> Awaitable[T]:
        return self._hand.do(work, *arguments)
