"""Carries what was committed to the stream: in the order of the log, nothing lost, nothing twice."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from sqlalchemy import bindparam, select, update

from utblick.bus.lease import Leases
from utblick.bus.nats import Link
from utblick.bus.publisher import Outcome, Outgoing, publish
from utblick.bus.reconcile import reconcile
from utblick.bus.tables import event_table
from utblick.db.database import Database
from utblick.ids import new_id

if TYPE_CHECKING:
    from utblick.bus.wake import Wake

log = structlog.get_logger("utblick.bus")
T = TypeVar("T")

BATCH = 500
BATCH_BYTES = 8_000_000
SWEEP_SECONDS = 1.0
_SHORTEST, _LONGEST = 0.25, 5.0


class Relay:
    """One relay leads at a time, across all processes; the others stand by.

    What is sent has a place in the stream; all else is unsent, whatever its number: a cursor would pass
    over events whose transaction commits late.
    """

    def __init__(self, database: Database, link: Link, leases: Leases, wake: "Wake") -> None:
        self._database, self._link, self._leases, self._wake = database, link, leases, wake
        self._batches = 0
        self._name = new_id().hex
        self._thread = ThreadPoolExecutor(1, "relay")
        self._fresh = True
        self._timeout = _SHORTEST
        link.on_connected(self._start_over)

    async def run(self) -> None:
        """Lead when nobody else does, until cancelled."""
        try:
            while True:
                await self._link.connected.wait()
                if await self._in_thread(self._leases.take, "relay"):
                    await self._lead()
                else:
                    await asyncio.sleep(SWEEP_SECONDS)
        finally:
            self._thread.shutdown(wait=False)

    async def _lead(self) -> None:
        self._wake.leads = True
        checked = time.monotonic()
        try:
            await self._prepare()
            while self._link.connected.is_set() and not self._fresh:
                self._wake.clear()
                if not await self._send_next():
                    await self._wake.wait(SWEEP_SECONDS)
                if time.monotonic() - checked > 5 * SWEEP_SECONDS:
                    checked = time.monotonic()
                    if not await self._in_thread(self._leases.take, "relay"):
                        return
        finally:
            self._wake.leads = False

    async def _prepare(self) -> None:
        """Make log and stream agree, after every connection: either may have been set back meanwhile."""
        self._fresh = False
        await reconcile(self._link, self._database, self._in_thread)

    async def _send_next(self) -> bool:
        """Send the next batch of unsent events; False when there was none."""
        rows = await self._in_thread(self._unsent)
        if not rows:
            return False
        started = time.monotonic()
        self._batches += 1
        batch = f"{self._name}{self._batches}"
        outcome = await publish(self._link, rows, batch=batch, seconds=self._timeout)
        await self._in_thread(self._mark, outcome)
        if len(outcome.stored) + len(outcome.refused) == len(rows):
            self._timeout = min(max(_SHORTEST, 4 * (time.monotonic() - started)), _LONGEST)
        else:
            log.info("events_unanswered", count=len(rows) - len(outcome.stored))
            await asyncio.sleep(self._timeout / 2)
            self._timeout = min(self._timeout * 2, _LONGEST)
        return True

    def _unsent(self) -> list[Outgoing]:
        columns = event_table.c
        look = (
            select(columns.seq, columns.id, columns.subject, columns.data)
            .where(columns.stream_seq.is_(None), columns.error.is_(None))
            .order_by(columns.seq)
            .limit(BATCH)
        )
        with self._database.engine.connect() as connection:
            return [
                Outgoing(seq, str(id_), subject, data) for seq, id_, subject, data in connection.execute(look)
            ]

    def _mark(self, outcome: Outcome) -> None:
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
        self._wake.set()

    def _in_thread(self, work: Callable[..., T], *arguments: Any) -> Coroutine[Any, Any, T]:
        async def run() -> T:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

        return run()
