"""C10 and C11: events say what they mean, and keep what they have promised."""

from collections.abc import Iterator

from utblick.bus.event import Event
from utblick.bus.example import NoExample, exemplar, unspoken
from utblick.bus.schemas import FILE, changes
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.sources import place_of, said, shown

WORDS = 3
"""A description with fewer words describes nothing."""


def told(subject: Subject) -> Iterator[Finding]:
    """Each event has a description, a schema, and an example that anybody can picture."""
    events = _events(subject)
    described: dict[str, type[Event]] = {}
    for event in events:
        text = " ".join((event.__doc__ or "").split())
        sentence = text[:1].isupper() and text.endswith(".") and len(text.split()) >= WORDS
        if not sentence or text in described:
            also = f" as {described[text].name} has" if text in described else ""
            yield Finding(
                place_of(event),
                f"The docstring of {event.name} does not say in a sentence what happened: {text!r}{also}.",
                "Write what it means, from a capital to a full stop: it is the public description.",
            )
        described.setdefault(text, event)
        yield from _pictured(event)


def kept(subject: Subject) -> Iterator[Finding]:
    """Compare the events with what was promised."""
    by_name = {event.name: event for event in _events(subject)}
    for change in changes(subject.plugin):
        event = by_name.get(change.event)
        yield Finding(
            place_of(event) if event is not None else shown(subject.folder / FILE),
            f"{change.event} {change.what}.",
            f"{change.mend.rstrip('.')}.",
            "error" if change.grade == "breaking" else "advice",
        )


def _pictured(event: type[Event]) -> Iterator[Finding]:
    for name in unspoken(event):
        yield Finding(
            place_of(event),
            f"Nobody can tell what the text {name} of {event.name} looks like.",
            'Give an example: `= Field(examples=["…"])`, or make it a Literal or StrEnum.',
        )
    try:
        exemplar(event)
    except NoExample as error:
        mend = "Give the field `= Field(examples=[…])`."
        yield Finding(place_of(event), f"No example of {event.name} can be made: {error}.", mend)
    except ValueError as error:
        mend = "Let the examples of its fields be values that the event itself accepts."
        yield Finding(place_of(event), f"The example of {event.name} is refused: {said(error)}.", mend)


def _events(subject: Subject) -> tuple[type[Event], ...]:
    if not subject.plugin.events:
        raise NotTried("The plugin publishes no events.")
    return subject.plugin.events


C10 = Rule("C10", "Its events have a description, a schema and an example.", told)
C11 = Rule("C11", "Its events keep what events.json promises; they only gain fields.", kept)
