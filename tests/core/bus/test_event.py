"""What an event promises: a name, a key, the records it names, and no person's data."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from utblick.bus.event import Event, OrganisationId, PersonId, decode, encode, subject
from utblick.context import Ref
from utblick.ids import new_id

WHEN = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


class VisitPaid(Event, name="demo.visit.paid", version=3, key="visit_id", share="county"):
    """Somebody visited an organisation."""

    visit_id: UUID
    organisation_id: OrganisationId
    guest_id: PersonId | None = None
    host_ids: tuple[PersonId, ...] = ()


def declare(annotations: dict[str, object], doc: str = "It happened.", **keywords: object) -> type:
    return type(
        "Bad", (Event,), {"__doc__": doc, "__annotations__": annotations, "__module__": __name__}, **keywords
    )


def test_event_names_every_record_once_and_itself_first():
    visit, organisation, guest = new_id(), new_id(), new_id()

    event = VisitPaid(visit_id=visit, organisation_id=organisation, guest_id=guest, host_ids=(guest,))

    assert event.refs == (
        Ref("demo", "visit", visit),
        Ref("core", "organisation", organisation),
        Ref("core", "person", guest),
    )


def test_envelope_comes_back_as_it_was_sent():
    event = VisitPaid(visit_id=new_id(), organisation_id=new_id())
    event_id, cause = new_id(), new_id()

    raw = encode(
        event,
        id=event_id,
        at=WHEN,
        municipality="2132",
        extensions={
            "actor": "user/1",
            "cause": str(cause),
            "refs": " ".join(map(str, event.refs)),
            "retracts": "",
        },
    )
    read = decode(raw)

    assert (read.id, read.name, read.version, read.at, read.cause) == (
        event_id,
        "demo.visit.paid",
        3,
        WHEN,
        cause,
    )
    assert (read.key, read.plugin, read.retracts) == (str(event.visit_id), "demo", None)
    assert read.refs == event.refs
    assert VisitPaid.model_validate(read.data) == event


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b'{"type":"x","subject":"y"}'])
def test_what_is_no_event_is_refused(raw):
    with pytest.raises(ValueError, match="not an event"):
        decode(raw)


def test_subject_ends_with_the_key_made_safe():
    class Named(Event, name="demo.rate.set", key="currency"):
        """A rate was set."""

        currency: str

    assert subject(Named(currency="US D.>*"), "2132") == "utblick.2132.demo.rate.set.US_D___"


@pytest.mark.parametrize(
    ("keywords", "annotations", "doc", "said"),
    [
        ({"name": "demo.visit", "key": "a"}, {"a": UUID}, "Doc.", "not a name like"),
        ({"name": "Demo.visit.paid", "key": "a"}, {"a": UUID}, "Doc.", "not a name like"),
        ({"name": "demo.visit.paid", "key": "b"}, {"a": UUID}, "Doc.", "is not one of its fields"),
        ({"name": "demo.visit.paid", "key": "a"}, {"a": UUID}, " ", "needs a docstring"),
        ({"name": "demo.visit.paid", "key": "a", "version": 0}, {"a": UUID}, "Doc.", "count from 1"),
        (
            {"name": "demo.visit.paid", "key": "a"},
            {"a": UUID, "name": str},
            "Doc.",
            "cannot have a field called name",
        ),
        ({"name": "demo.visit.paid", "key": "a"}, {"a": UUID, "email": str}, "Doc.", "personal data"),
    ],
)
def test_event_class_that_breaks_a_rule_is_refused(keywords, annotations, doc, said):
    with pytest.raises(TypeError, match=said):
        declare(annotations, doc, **keywords)
