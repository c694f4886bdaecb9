"""The stream of a record: sentences, who, what was changed, older pages, and only what one may know."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from utblick.context import Ref
from utblick.records.timeline import stream


@pytest.fixture
def platform(yard):
    return yard


def said(answer):
    assert answer.status_code == 200, answer.text[:3000]
    lines = re.findall(r'<div class="said"><p>(.*?)</p>', answer.text)
    return [unescape(re.sub(r"<[^>]*>", "", line)) for line in lines]


def test_an_event_stands_on_the_record_and_on_the_organisation_that_it_names(client, boat, company):
    boat_id = boat("Freja", stage="building")
    client.submit(f"/yard/boats/{boat_id}/do/launch", {"asked": "1", "due_on": "2026-11-24"})

    assert said(client.get(f"/yard/boats/{boat_id}?only=event")) == ["Freja was launched"]
    assert "Freja was launched" in said(client.get(f"/organisations/{company}"))


def test_an_event_says_who_and_what_was_changed_with_it(client, boat):
    boat_id = boat("Freja", stage="building")
    client.submit(f"/yard/boats/{boat_id}/do/launch", {"asked": "1", "due_on": "2026-11-24"})

    page = client.get(f"/records/yard/boat/{boat_id}/timeline").text

    assert "Exempel" in page
    assert "<del>Being built</del>" in page
    assert "<ins>Launched</ins>" in page


def test_a_change_shows_before_and_after(client, boat):
    boat_id = boat("Freja")
    client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Frej"})

    page = client.get(f"/records/yard/boat/{boat_id}/timeline?only=change").text

    assert "<del>Freja</del>" in page
    assert "<ins>Frej</ins>" in page


def test_what_an_event_caused_stands_with_it(platform, boat, company):
    boat_id = boat("Freja")
    record = platform.registry.event("yard.boat.launched")
    with platform.write() as ctx:
        first = ctx.publish(record(boat_id=boat_id, organisation_id=company))
    other = boat("Tor")
    with platform.write(cause=first) as ctx:
        ctx.publish(record(boat_id=other, organisation_id=company))

    with platform.read() as ctx:
        (launched,) = stream(ctx, Ref("yard", "boat", boat_id), only="event").moments

    assert launched.caused == ("Tor was launched",)


def test_who_may_not_read_a_kind_of_record_does_not_hear_of_it(client, client_as, boat, company):
    boat_id = boat("Freja", stage="building")
    client.submit(f"/yard/boats/{boat_id}/do/launch", {"asked": "1", "due_on": "2026-11-24"})

    reader = client_as("reader")

    assert not [line for line in said(reader.get(f"/organisations/{company}")) if "Freja" in line]
    assert reader.get(f"/records/yard/boat/{boat_id}/timeline").status_code == 403


def test_older_pages_bring_everything_once(platform, company):
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    from utblick.identity.models import Organisation
    from utblick.records.models import Comment

    for hour in range(40):
        with platform.write(now=start + timedelta(hours=hour)) as ctx:
            if hour % 2:
                ctx.session.get_one(Organisation, company).town = f"Ort {hour}"
            else:
                at = start + timedelta(hours=hour)
                ctx.session.add(
                    Comment(
                        plugin="core", kind="organisation", record_id=company, text=f"{hour}", created_at=at
                    )
                )

    seen, before = [], ""
    with platform.read() as ctx:
        while True:
            part = stream(ctx, Ref("core", "organisation", company), before=before, limit=7)
            seen += [moment.at for moment in part.moments]
            before = part.before
            if not before:
                break

    assert len(seen) == len(["registered"]) + 20 + 20
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    "before", ["x", "1_", "_", "99999999999999999999_2026-01-01T00:00:00", "1_2026-13-01"]
)
def test_a_broken_place_in_the_stream_shows_the_latest(client, boat, before):
    assert client.get(f"/records/yard/boat/{boat()}/timeline", params={"before": before}).status_code == 200


def test_the_numbers_and_relations_of_an_organisation_stand_in_its_history_in_words(
    platform, client, company
):
    from utblick.identity import service

    with platform.write() as ctx:
        other = ctx.organisations.register("Exempelbygdens företagarförening").id
    with platform.write() as ctx:
        service.relate(ctx, company, other, kind="member_of")
        service.identify(ctx, scheme="pic", value="999990849", organisation_id=company)

    page = unescape(client.get(f"/records/core/organisation/{company}/timeline?only=change").text)

    assert "<ins>är medlem i</ins>" in page
    assert "<ins>Exempelbygdens företagarförening</ins>" in page
    assert "<ins>PIC" in page
