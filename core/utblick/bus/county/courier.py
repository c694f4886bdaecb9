"""Carries what waits over the line: to each other end in order, nothing lost, nothing twice."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from itertools import groupby
from typing import Any, TypeVar

import msgspec
import structlog
from nats.errors import Error as NatsError
from sqlalchemy import bindparam, select, update

from utblick.bus.county.post import COUNTY
from utblick.bus.county.tables import contact_table, post_table
from utblick.bus.event import CONTENT_TYPE
from utblick.bus.hand import Hand
from utblick.bus.lease import Leases
from utblick.bus.nats import Link
from utblick.db.database import Database
from utblick.db.inserting import insert_into

log = structlog.get_logger("utblick.county")
T = TypeVar("T")

BATCH = 300
ASK_SECONDS = 10.0
_AGAIN_SECONDS = 1.0
_ANSWER_SECONDS = 2.0
_BAD_REQUEST = 400


class Courier:
    """One courier goes at a time, across all processes.

    A message has gone when the stream at the other end has answered that it holds it; the same message
    again is answered as a duplicate there, and passed over by who reads it.
    """

    def __init__(self, database: Database, link: Link, leases: Leases, others: Iterable[str]) -> None:
        self._database, self._link, self._leases = database, link, leases
        self._others = tuple(others)
        self._awake = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._hand = Hand("county")
        self._asked = -ASK_SECONDS
        database.on_events(self._wake)

    async def run(self) -> None:
        """Carry until cancelled."""
        while True:
            await self._link.connected.wait()
            self._awake.clear()
            if not await self._in_thread(self._leases.take, "county"):
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            if time.monotonic() - self._asked >= ASK_SECONDS:
                self._asked = time.monotonic()
                await self._in_thread(self._note, await self._ask_all())
            if not await self._carry():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), _AGAIN_SECONDS)

    def stop(self) -> None:
        """End the thread, after what was asked of it."""
        self._hand.end()

    async def _carry(self) -> bool:
        """Send the next ones to each other end; False when there is nothing more to be done now."""
        rows = await self._in_thread(self._unsent)
        by_recipient = [list(some) for _to, some in groupby(rows, key=lambda row: row.recipient)]
        outcomes = await asyncio.gather(*(self._in_order(some) for some in by_recipient))
        sent = [one for outcome in outcomes for one in outcome]
        if sent:
            await self._in_thread(self._mark, sent)
        return bool(sent)

    async def _in_order(self, rows: list[Any]) -> list[tuple[int, str | None]]:
        """Send these up to the first that has no answer: those behind it must not overtake it."""
        done: list[tuple[int, str | None]] = []
        for row in rows:
            headers = {"Nats-Msg-Id": str(row.id), "content-type": CONTENT_TYPE}
            try:
                said = await self._link.nc.request(
                    row.subject, row.data, timeout=_ANSWER_SECONDS, headers=headers
                )
            except (NatsError, OSError, TimeoutError):
                break  # the line is down: sent or not, the next try will tell
            answer: dict[str, Any] = msgspec.json.decode(said.data) if said.data else {}
            error = answer.get("error")
            if error and error.get("code") != _BAD_REQUEST:
                break
            if error or "stream" not in answer:
                log.error("county_refused", post=row.seq, reason=error)
                done.append((row.seq, str((error or {}).get("description", "not stored"))))
            else:
                done.append((row.seq, None))
        return done

    def _unsent(self) -> list[Any]:
        """The next ones for each other end: one that is away does not hold up the rest."""
        columns = post_table.c
        look = select(columns.seq, columns.id, columns.recipient, columns.subject, columns.data).where(
            columns.sent_at.is_(None), columns.error.is_(None)
        )
        wanted = [""] if self._others == (COUNTY,) else self._others
        with self._database.engine.connect() as connection:
            return [
                row
                for one in wanted
                for row in connection.execute(
                    look.where(columns.recipient == one).order_by(columns.seq).limit(BATCH)
                )
            ]

    def _mark(self, done: list[tuple[int, str | None]]) -> None:
        now = self._database.now()
        mark = update(post_table).where(post_table.c.seq == bindparam("here"))
        with self._database.write() as session:
            session.connection().execute(
                mark.values(sent_at=bindparam("sent_at"), error=bindparam("error")),
                [{"here": seq, "sent_at": None if error else now, "error": error} for seq, error in done],
            )

    async def _ask_all(self) -> dict[str, bool]:
        """Ask each other end whether somebody is there."""
        answers = await asyncio.gather(*(self._is_there(one) for one in self._others))
        return dict(zip(self._others, answers, strict=True))

    async def _is_there(self, other: str) -> bool:
        try:
            await self._link.nc.request(f"ask.{other}", b"", timeout=_ANSWER_SECONDS)
        except (NatsError, OSError, TimeoutError):
            return False
        return True

    def _note(self, answers: dict[str, bool]) -> None:
        now = self._database.now()
        with self._database.write() as session:
            connection = session.connection()
            for other, up in answers.items():
                values = {"asked_at": now, "up": up} | ({"heard_at": now} if up else {})
                connection.execute(
                    insert_into(contact_table, connection.dialect)
                    .values(other=other, **values)
                    .on_conflict_do_update(index_elements=["other"], set_=values)
                )

    def _wake(self) -> None:
        """Called in the thread that committed."""
        with suppress(RuntimeError):  # the loop is closed: the next start sends it
            self._loop.call_soon_threadsafe(self._awake.set)

    def _in_thread(self, work: Callable[..., T], *arguments: Any) -> Awaitable[T]:
        return self._hand.do(work, *arguments)
