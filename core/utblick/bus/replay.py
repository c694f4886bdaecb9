"""Builds what a subscriber has made of events again, from the log: the same events give the same state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import Session

from utblick.bus import log
from utblick.bus.delivery import Delivery, Message, deliveries
from utblick.bus.log import REPLAYING
from utblick.bus.parking import Parking
from utblick.bus.tables import dead_letter_table, inbox_table, parked_table
from utblick.context import SYSTEM, Context
from utblick.errors import Conflict, NotFound
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.platform import Platform


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many events were read, and how many could not be handled."""

    events: int
    dead: int


def replay(
    platform: "Platform", subscriber: str, *, progress: Callable[[int], None] | None = None
) -> Replayed:
    """Empty what the subscriber has built, and feed it every one of its events from the log, in order.

    One transaction: readers see the old state until the new one is whole, and live events wait. Within it
    `ctx.now` is the time of the event, and nothing is published: what followed then is in the log already.
    """
    delivery = deliveries(platform).get(subscriber)
    if delivery is None:
        raise NotFound(_("No enabled plugin has the subscriber {name}.", name=subscriber))
    reset = delivery.subscriber.reset
    if reset is None:
        raise Conflict(
            _(
                "{name} cannot be built again: it does not say how to empty what it has built.",
                name=subscriber,
            )
        )
    with platform.database.write() as session:
        delivery.alone_with_replay(session, replaying=True)
        session.info[REPLAYING] = True
        for table in (inbox_table, parked_table, dead_letter_table):
            session.connection().execute(delete(table).where(table.c.subscriber == subscriber))
        ctx = Context(session, SYSTEM, platform)
        session.info["context"] = ctx
        reset(ctx)
        session.flush()
        return _feed(session, delivery, progress)


def replayable(
    platform: "Platform", plugin: str, subscriber: str = ""
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plugin's subscribers that can be built again, and those that cannot; or the one that is named.

    Raises `NotFound`, with the nearest name, when there is none.
    """
    from utblick.registry import CORE, unknown

    enabled = [one.name for one in platform.registry.plugins if one.name != CORE]
    if plugin not in enabled:
        raise NotFound(unknown(plugin, tuple(enabled)))
    own = {name: one for name, one in deliveries(platform).items() if one.plugin == plugin}
    if not own:
        raise NotFound(_("{plugin} has no subscribers.", plugin=plugin))
    if subscriber:
        name = next((name for name in own if subscriber in {name, name.partition("__")[2]}), "")
        if not name:
            raise NotFound(
                _(
                    "{plugin} has no subscriber {name}. It has: {known}.",
                    plugin=plugin,
                    name=subscriber,
                    known=", ".join(name.partition("__")[2] for name in own),
                )
            )
        return (name,), ()
    can = tuple(name for name, one in own.items() if one.subscriber.reset is not None)
    return can, tuple(name for name in own if name not in can)


def _feed(session: Session, delivery: Delivery, progress: Callable[[int], None] | None) -> Replayed:
    event = delivery.subscriber.event
    names = () if event == "*" or event.endswith(">") else (event,)
    parking = Parking(delivery)
    count, seq, blocked = 0, 0, set[str]()
    while rows := log.raw_rows(session, names, after_seq=seq):
        messages = [Message(row.id, row.subject, row.data) for row in rows if delivery.hears(row.name)]
        _portion(session, delivery, parking, messages, blocked)
        count, seq = count + len(messages), rows[-1].seq
        session.expunge_all()
        if progress is not None:
            progress(count)
    return Replayed(count, len(blocked))


def _portion(
    session: Session, delivery: Delivery, parking: Parking, messages: Sequence[Message], blocked: set[str]
) -> None:
    """Handle the events together; when one fails, one by one, each failure undone by itself."""
    if not any(message.key in blocked for message in messages):
        try:
            with session.begin_nested():
                delivery.handle(session, messages, as_of_event=True)
        except Exception:
            session.expunge_all()
        else:
            return
    for message in messages:
        if message.key in blocked and delivery.subscriber.ordered:
            parking.park_in(session, [message])
            continue
        try:
            with session.begin_nested():
                delivery.handle(session, [message], as_of_event=True)
        except Exception as error:
            session.expunge_all()
            parking.bury_in(session, message, error)
            blocked.add(message.key)
