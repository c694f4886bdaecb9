"""Events told to a reader, for pages of plugins: the sentence, when, by whom, and where it leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from utblick.bus import log
from utblick.bus.event import Envelope
from utblick.context import Context
from utblick.records.sentences import may_see, refs_of, sentence, subject_of, who


@dataclass(frozen=True, slots=True)
class Told:
    """One event in the reader's words."""

    id: UUID
    name: str
    at: datetime
    text: str
    who: str
    url: str


def told(ctx: Context, ids: Iterable[UUID]) -> dict[UUID, Told]:
    """The events with these ids that the reader may know of."""
    found = log.by_ids(ctx.session, ids)
    return {one.id: one for one in _words(ctx, [item.event for item in found])}


def chain(ctx: Context, event_id: UUID) -> list[Told]:
    """An event and what led to it, the first cause last."""
    return _words(ctx, [item.event for item in log.causes(ctx.session, event_id)])


def _words(ctx: Context, events: Sequence[Envelope]) -> list[Told]:
    seen = [event for event in events if may_see(ctx, event)]
    names = ctx.lookup(*refs_of(seen))
    made = []
    for event in seen:
        subject = subject_of(event, names)
        made.append(
            Told(
                event.id,
                event.name,
                event.at,
                sentence(ctx, event, names),
                who(ctx, event.actor, names),
                subject.url if subject else "",
            )
        )
    return made


def every_event(ctx: Context) -> Iterator[Envelope]:
    """The whole log in the order in which it was written, read in portions."""
    return (item.event for item in log.replay_rows(ctx.session))
