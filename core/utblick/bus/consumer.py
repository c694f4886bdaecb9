"""Pulls one subscriber's events from the stream and hands them over, many in one transaction."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import structlog
from nats.aio.msg import Msg as NatsMessage
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from utblick.bus.delivery import Delivery, Message, marks_of
from utblick.bus.hand import Hand
from utblick.bus.lease import Leases
from utblick.bus.nats import ACK_WAIT_SECONDS, Link, delivery_of, ensure_durable, reset_durable
from utblick.bus.overdue import TookTooLong, stop_asking, take_away
from utblick.bus.parking import Parking
from utblick.bus.reconcile import agreed
from utblick.bus.tasks import end
from utblick.db.troubles import is_away
from utblick.db.turn import Turn
from utblick.ids import new_id

log = structlog.get_logger("utblick.bus")
T = TypeVar("T")

BATCH = 256
IN_HAND = 2 * BATCH
_TRANSACTION_SECONDS = 0.05
"""How long a transaction with many events may hold the database's writer."""
_LEASE_SECONDS = 5.0
_SOONEST_SECONDS = 0.05
_DRAIN_SECONDS = 3.0
_PULL = msgspec.json.encode({"batch": BATCH, "expires": 5 * 10**9, "idle_heartbeat": 10**9})


class Consumer:
    """The running half of a subscriber.

    An ordered subscriber runs in one process at a time. Whoever takes a subscriber over asks for all that
    was in its predecessor's hands, and tries that one by one: something in it may have ended the process.
    """

    def __init__(
        self, delivery: Delivery, link: Link, leases: Leases, alone: Turn, settled: asyncio.Event | None
    ) -> None:
        self.delivery = delivery
        self.name = delivery.name
        self.parking = Parking(delivery, alone)
        self.blocked: set[str] = set()
        self._link, self._leases = link, leases
        self._settled = settled
        self._ordered = delivery.subscriber.ordered
        self._hand = Hand(self.name)
        self._queue: deque[NatsMessage] = deque()
        self._in_hand: Sequence[NatsMessage] = ()
        self._awake = asyncio.Event()
        self._subscription: Subscription | None = None
        self._held = self._fresh = self._kicked = self._stopping = False
        self._careful_until = self._asked = 0
        self._heard = self._lease_checked = 0.0
        self._due = math.inf
        self._portion = 16
        link.on_connected(self._start_over)

    async def run(self) -> None:
        """Work until stopped or cancelled."""
        alive = asyncio.create_task(self._keep_alive())
        try:
            while not self._stopping:
                await self._link.connected.wait()
                if await self._begin():
                    await self._work()
        finally:
            alive.cancel()

    def kick(self) -> None:
        """Look at what is parked: something there may be due."""
        self._kicked = True
        self._awake.set()

    async def stop(self, task: "asyncio.Task[None]") -> None:
        """End after what is in hand, or after some seconds."""
        self._stopping = True
        self._awake.set()
        if not self._link.connected.is_set():
            task.cancel()
        await asyncio.wait([task], timeout=_DRAIN_SECONDS)
        await end([task])
        if self.delivery.in_work.message is not None:  # the event comes again after the next start
            take_away(self.delivery, self._hand, self.parking.alone)
        self._hand.end()

    async def _begin(self) -> bool:
        """Get ready to pull; False while that is not to be done, or not here.

        Log and stream are not known to agree, or an ordered subscriber is at work in another process.
        """
        if self._settled is not None:
            await self._settled.wait()
            if not await agreed(self._link, self.delivery.platform.database, self._in_thread):
                await asyncio.sleep(0.2)
                return False
        held = await self._in_thread(self._leases.take, self.name)
        taken_over, self._held = held and not self._held, held
        self._lease_checked = time.monotonic()
        if self._ordered and not held:
            await asyncio.sleep(1)
            return False
        self._fresh = False
        if self._subscription is not None:
            with suppress(NatsError):
                await self._subscription.unsubscribe()
        self._queue.clear()
        state = await ensure_durable(self._link, self.name, [self.delivery.filter], in_hand=IN_HAND)
        if held and state.ack_pending:
            await reset_durable(self._link, self.name)
            self._careful_until = state.delivered if taken_over else 0
        self.blocked = await self._in_thread(self.parking.blocked_keys)
        inbox = self._link.nc.new_inbox()
        self._subscription = await self._link.nc.subscribe(inbox, cb=self._received)
        self._inbox, self._asked, self._heard = inbox, 0, time.monotonic()
        self._kicked = True
        return True

    async def _work(self) -> None:
        while not self._fresh and self._link.connected.is_set():
            if self._kicked:
                self._kicked = False
                await self._watched(self._try_parked)
            if self._stopping and not self._queue:
                return
            if not self._stopping:
                await self._pull()
            if self._queue:
                await self._hand_over()
            else:
                await self._rest()
            if time.monotonic() - self._lease_checked > _LEASE_SECONDS:
                self._lease_checked = time.monotonic()
                if self._held != await self._in_thread(self._leases.take, self.name):
                    return

    async def _pull(self) -> None:
        """Ask for more when half of what was asked for has come."""
        if self._asked > BATCH // 2 or len(self._queue) > BATCH:
            return
        self._asked = BATCH
        await self._say(f"$JS.API.CONSUMER.MSG.NEXT.{self._link.stream}.{self.name}", _PULL, self._inbox)

    async def _rest(self) -> None:
        self._awake.clear()
        if self._queue or self._kicked or self._stopping:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), max(0.0, min(1.0, self._due - time.monotonic())))
        self._kicked = self._kicked or time.monotonic() >= self._due
        if time.monotonic() - self._heard > 2.5:  # not even a heartbeat: the server forgot the pull
            self._asked, self._heard = 0, time.monotonic()

    async def _received(self, message: NatsMessage) -> None:
        self._heard = time.monotonic()
        if not message.reply or not message.reply.startswith("$JS.ACK."):
            if message.headers and message.headers.get("Status") != "100":
                self._asked = 0  # the pull is over: ask again
                self._awake.set()
            return
        self._asked -= 1
        self._queue.append(message)
        self._awake.set()

    async def _hand_over(self) -> None:
        count = min(self._portion, len(self._queue))
        messages = [self._queue.popleft() for _each in range(count)]
        self._in_hand = messages
        started = time.monotonic()
        try:
            await self._settle_watched(messages)
        except Exception as error:  # the database is away: the events come again
            log.warning("events_not_settled", subscriber=self.name, error=type(error).__name__)
            if not self._ordered:
                for message in [*messages, *self._queue]:
                    await self._say(message.reply, b'-NAK {"delay": 1000000000}')
            self._queue.clear()
            self._fresh = True  # it may come back as another, which has to be compared first
            await asyncio.sleep(1)
            self._fresh = self._fresh or self._ordered  # one that is given back comes after its successors
            return
        finally:
            self._in_hand = ()
        took = time.monotonic() - started
        self._portion = max(1, min(BATCH, int(count * _TRANSACTION_SECONDS / took) if took else BATCH))
        for message in messages:
            await self._say(message.reply, b"+ACK")

    async def _settle_watched(self, messages: Sequence[NatsMessage]) -> None:
        while messages:
            taken = await self._watched(self._settle, messages)
            messages = [one for one in messages if _message(one).id != taken.id] if taken else ()

    async def _watched(self, work: Callable[..., object], *arguments: Any) -> Message | None:
        """Do it to its end, unless the subscriber keeps an event too long: it is taken away, and returned.

        What was done besides it in the same transaction is undone, and to be asked for again.
        """
        doing, limit = self._in_thread(work, *arguments), self.delivery.subscriber.seconds
        while not (await asyncio.wait([doing], timeout=min(1.0, limit)))[0]:
            message = self.delivery.in_work.message
            if message is None or self.delivery.in_work.seconds < limit:
                continue
            await asyncio.to_thread(stop_asking, self.delivery)
            if (await asyncio.wait([doing], timeout=1))[0] or self.delivery.in_work.message is not message:
                continue
            return await self._give_up(message, self.delivery.in_work.seconds)
        doing.result()
        return None

    async def _give_up(self, message: Message, seconds: float) -> Message:
        log.error(
            "subscriber_never_ended", subscriber=self.name, event_id=str(message.id), seconds=int(seconds)
        )
        left, self._hand = self._hand, Hand(self.name)
        await asyncio.to_thread(take_away, self.delivery, left, self.parking.alone)
        await self._in_thread(self.parking.gave_up, message, TookTooLong(self.name, seconds))
        if self._ordered:
            self.blocked.add(message.key)
        self._kicked = True
        return message

    def _settle(self, received: Sequence[NatsMessage]) -> None:
        """Handle or park every one of the events; when this returns, all of them may be acknowledged."""
        free, waiting = [], []
        for one in received:
            message = _message(one)
            if self._must_wait(one) or message.key in self.blocked:
                waiting.append(message)
                if self._ordered:
                    self.blocked.add(message.key)
            else:
                free.append(message)
        if waiting:
            self.parking.park(waiting)
            self._kicked = True
        if free:
            try:
                self.delivery.commit(free)
            except Exception as error:
                if is_away(error):  # to ask once for each event would keep all of them from other workers
                    raise
                self._settle_singly(free)

    def _settle_singly(self, messages: Sequence[Message]) -> None:
        for message in messages:
            if message.key in self.blocked:
                self.parking.park([message])
                continue
            try:
                self.delivery.commit([message])
            except Exception as error:
                log.warning(
                    "event_failed", subscriber=self.name, error=type(error).__name__, **marks_of(message)
                )
                self.parking.failed(message, error)
                if self._ordered:
                    self.blocked.add(message.key)

    def _must_wait(self, message: NatsMessage) -> bool:
        """Whether the event was in somebody's hands before, who may have died of it."""
        delivered, place = delivery_of(message)
        return place <= self._careful_until or delivered > 1

    def _try_parked(self) -> None:
        while self.parking.try_again() and not self._stopping:
            pass
        self.blocked = self.parking.blocked_keys()
        self._due = time.monotonic() + max(_SOONEST_SECONDS, self.parking.seconds_to_next())

    async def _keep_alive(self) -> None:
        """Say that slow work goes on, before the server gives the events to somebody else."""
        while True:
            await asyncio.sleep(ACK_WAIT_SECONDS / 3)
            for message in [*self._in_hand, *self._queue]:
                await self._say(message.reply, b"+WPI")

    async def _say(self, subject: str, payload: bytes, reply: str = "") -> None:
        """An answer that gets lost costs one more delivery, which the inbox drops."""
        try:
            await self._link.nc.publish(subject, payload, reply)
        except (NatsError, OSError):
            self._asked = 0

    def _start_over(self) -> None:
        self._fresh = True
        self._awake.set()

    def _in_thread(self, work: Callable[..., T], *arguments: Any) -> "asyncio.Future[T]":
        return self._hand.do(work, *arguments)


def _message(received: NatsMessage) -> Message:
    try:
        id_ = UUID((received.headers or {})["Nats-Msg-Id"])
    except (KeyError, ValueError):
        id_ = new_id()  # not written by our relay; it will be found unreadable
    return Message(id_, received.subject, received.data)
