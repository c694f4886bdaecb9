"""C12 and C18: what follows from an event or from the clock follows once, however often it is asked for."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from pydantic import BaseModel

from utblick.bus import log
from utblick.bus.delivery import Delivery, Message, deliveries
from utblick.bus.event import PREFIX, Envelope
from utblick.bus.example import NoExample, exemplar
from utblick.bus.replay import replay
from utblick.declare import Job
from utblick.ids import new_id
from utblick.jobs.runner import run_now
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import ROWS
from utblick.testing.conformance.subject.sources import place_in, place_of, said
from utblick.testing.conformance.subject.state import State, difference, state

if TYPE_CHECKING:
    from utblick.platform import Platform

SOME = ROWS[-1]
_NEVER_COMMIT = "Never commit in a handler: whoever delivers the event does."


def once(subject: Subject) -> Iterator[Finding]:
    """Deliver events once; then twice; then after a try that broke off: the state is the same."""
    if not subject.plugin.subscribers:
        raise NotTried("The plugin subscribes to nothing.")
    with subject.houses.house(SOME) as platform:
        names = [name for name, one in deliveries(platform).items() if one.plugin == subject.name]
    for name in names:
        yield from _subscriber(subject, name)


def twice(subject: Subject) -> Iterator[Finding]:
    """Run each job twice: the second run finds nothing left to do."""
    jobs = [job for job in subject.plugin.jobs if not job.asks_others]
    if not jobs:
        raise NotTried("The plugin has no jobs that can be tried without asking other machines.")
    for job in jobs:
        with subject.houses.house(SOME) as platform:
            yield from _job(subject, platform, job)


def _subscriber(subject: Subject, name: str) -> Iterator[Finding]:
    with subject.houses.house(SOME) as platform:
        delivery = deliveries(platform)[name]
        where = place_of(delivery.subscriber.handle)
        try:
            messages = _messages(platform, delivery)
            delivery.commit(messages)
        except NoExample as error:
            mend = "Give the field of the model that it reads `= Field(examples=[…])`."
            yield Finding(where, f"No event can be made for {name}: {error}.", mend)
            return
        except Exception as error:
            mend = "Read only what the event holds, and live with records that are not there."
            place = place_in(error, subject.folder)
            if "closed transaction" in str(error):
                place, mend = where, _NEVER_COMMIT
            yield Finding(
                place,
                f"{name} fails at an event that it subscribes to: {said(error)}.",
                mend,
            )
            return
        handled = state(platform, subject)
        delivery.commit(messages)
        yield from _differs(where, name, "delivering the events again", handled, state(platform, subject))
        if delivery.subscriber.reset is not None:
            _written_to_the_log(platform, messages)
            replay(platform, name)
            built = state(platform, subject)
            replay(platform, name)
            mend = "Let `reset` empty all that `handle` builds."
            told = "building it from the log a second time"
            yield from _differs(where, name, told, built, state(platform, subject), mend)
    yield from _interrupted(subject, name, where, messages, handled)


def _interrupted(
    subject: Subject, name: str, where: str, messages: Sequence[Message], handled: State
) -> Iterator[Finding]:
    """What a process leaves behind that dies after handling an event, and before its commit."""
    with subject.houses.house(SOME) as platform:
        delivery = deliveries(platform)[name]
        untouched = state(platform, subject)
        try:
            with platform.database.write() as session:
                delivery.handle(session, messages)
                raise _Interrupted
        except _Interrupted:
            pass
        except Exception as error:
            mend = _NEVER_COMMIT
            yield Finding(
                place_in(error, subject.folder), f"{name} ends the transaction: {said(error)}.", mend
            )
            return
        yield from _differs(where, name, "a try that broke off", untouched, state(platform, subject))
        delivery.commit(messages)
        told = "a try that broke off and another that did not"
        yield from _differs(where, name, told, handled, state(platform, subject))


def _differs(  # noqa: PLR0917 - what was done, and what came of it
    where: str, name: str, after: str, wanted: State, found: State, mend: str = ""
) -> Iterator[Finding]:
    differing = difference(wanted, found)
    if differing:
        yield Finding(
            where,
            f"After {after}, {name} has left another state: {differing}.",
            mend or "Write only by the session of the context, and keep nothing anywhere else.",
        )


def _messages(platform: "Platform", delivery: Delivery) -> list[Message]:
    """The events of the seeded rows that the subscriber hears, and an example when there is none."""
    with platform.read() as ctx:
        rows = log.raw_rows(ctx.session, limit=1000)
    heard = [Message(row.id, row.subject, row.data) for row in rows if delivery.hears(row.name)]
    return heard or [_example(platform, delivery)]


def _example(platform: "Platform", delivery: Delivery) -> Message:
    name = delivery.subscriber.event
    name = name.replace(">", "thing.happened") if name.endswith(">") else name
    event = platform.registry.event(name)
    model: type[BaseModel] = event if event is not None else delivery.subscriber.reads
    data = {} if model is Envelope else exemplar(model).model_dump(mode="json")
    return _message(platform, name, data, version=max(delivery.subscriber.versions))


def _message(platform: "Platform", name: str, data: dict[str, Any], *, version: int) -> Message:
    event_id, key = new_id(), new_id()
    code = platform.settings.municipality.code
    wire = {
        "specversion": "1.0",
        "id": str(event_id),
        "type": f"{PREFIX}{name}.v{version}",
        "source": f"/{code}/{name.partition('.')[0]}",
        "time": datetime.now(UTC),
        "subject": str(key),
        "data": data,
    }
    return Message(event_id, f"utblick.{code}.{name}.{key}", msgspec.json.encode(wire))


def _written_to_the_log(platform: "Platform", messages: Sequence[Message]) -> None:
    """Put examples into the log, so that a replay finds them."""
    with platform.write() as ctx:
        for message in messages:
            if log.by_id(ctx.session, message.id) is None:
                log.write(ctx.session, _row(message), ())


def _row(message: Message) -> dict[str, Any]:
    from utblick.bus.event import decode

    event = decode(message.raw)
    return {
        "id": event.id,
        "name": event.name,
        "version": event.version,
        "key": event.key,
        "subject": message.subject,
        "data": message.raw,
        "at": event.at,
        "actor": "",
        "correlation": "",
        "share": event.share,
    }


def _job(subject: Subject, platform: "Platform", job: Job) -> Iterator[Finding]:
    first = run_now(platform, subject.name, job)
    after_one = state(platform, subject)
    second = run_now(platform, subject.name, job)
    failed = next((run for run in (first, second) if not run.ok), None)
    if failed is not None:
        which = "first" if failed is first else "second"
        mend = "Let it do what is left to do, and nothing when there is nothing."
        yield Finding(place_of(job.run), f"The {which} run of {job.name} failed: {failed.message}.", mend)
        return
    differing = difference(after_one, state(platform, subject))
    if differing:
        mend = "Note in the rows what was done, so that a second run passes it over."
        yield Finding(place_of(job.run), f"A second run of {job.name} does it again: {differing}.", mend)


class _Interrupted(Exception):
    """A process dies."""


C12 = Rule(
    "C12",
    "Its subscribers handle an event once, however often it is delivered, and can be built again.",
    once,
    after=("C01", "C04"),
)
C18 = Rule("C18", "Its jobs can run twice.", twice, after=("C01", "C04"))
