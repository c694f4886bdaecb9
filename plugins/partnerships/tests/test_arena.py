"""The arena: who met by helix, guidelines adopted, firms that try the method; and what other areas lead to."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from utblick.api import Invalid
from utblick_partnerships import privacy, subscribers
from utblick_partnerships.models import ArenaMeeting, ArenaParticipant, Interest, Profile
from utblick_partnerships.queries import arena as queries
from utblick_partnerships.service import arena as service
from utblick_partnerships.service import pilots


@pytest.fixture
def meeting(platform, parties, now):
    with platform.write(now=now) as ctx:
        row = service.plan_meeting(ctx, {"title": "Riktlinjer", "held_on": now.date()})
        for key in ("firm", "school"):
            service.ask_organisation(ctx, row.id, parties[key])
        return row.id


def test_the_helices_follow_from_who_came(platform, meeting, client_as, now, published):
    officer = client_as("officer", language="en")
    with platform.read() as ctx:
        rows = queries.participants(ctx, meeting)
    form = {f"helix-{one.id}": one.helix for one in rows} | {f"came-{one.id}": "1" for one in rows[:2]}

    officer.submit(f"/partnerships/meetings/{meeting}/participants", form)
    with platform.write(now=now) as ctx:
        service.hold_meeting(ctx, meeting, {})
    assert published()[-1][1]["helices"] == 2

    officer.submit(
        f"/partnerships/meetings/{meeting}/participants", form | {f"came-{one.id}": "1" for one in rows}
    )
    name, data = published()[-1]
    assert (name, data["business"], data["university"], data["municipality"], data["helices"]) == (
        "partnerships.arena_meeting.held", 1, 1, 1, 3,
    )  # fmt: skip
    assert "1 of 1" in officer.get("/partnerships/arena").text


def test_a_meeting_in_the_future_has_not_been_held(platform, meeting, now):
    with platform.write(now=now - timedelta(days=2)) as ctx, pytest.raises(Invalid):
        service.hold_meeting(ctx, meeting, {})


def test_a_guideline_is_adopted_by_a_meeting_and_revised_later(platform, meeting, now, published):
    with platform.write(now=now) as ctx:
        row = service.propose_guideline(ctx, {"title": "Svar inom fem dagar", "text": "Alla får svar."})
        service.adopt_guideline(ctx, row.id, {"meeting_id": meeting})
        service.revise_guideline(ctx, row.id, {"text": "Alla får svar inom tre dagar."})
        assert (row.state, row.wording, row.meeting_id) == ("revised", 2, meeting)

    adopted = [data["wording"] for name, data in published() if name == "partnerships.guideline.adopted"]
    assert adopted == [1, 2]


def test_a_firm_goes_through_the_method_and_its_days_are_told(platform, parties, now, published):
    with platform.write(now=now) as ctx:
        row = pilots.invite_firm(ctx, {"organisation_id": parties["firm"]})
        with pytest.raises(Invalid):
            pilots.invite_firm(ctx, {"organisation_id": parties["firm"]})
        pilot_id = row.id
    for days, verb in ((10, pilots.join_pilot), (20, pilots.start_pilot), (60, pilots.finish_pilot)):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            verb(ctx, pilot_id, {})

    assert published()[-1] == (
        "partnerships.pilot.completed",
        {
            "pilot_id": str(pilot_id),
            "organisation_id": str(parties["firm"]),
            "completed_on": (now + timedelta(days=60)).date().isoformat(),
            "days": 60,
        },
    )


@pytest.mark.parametrize(
    ("handle", "reads", "data", "type_"),
    [
        (subscribers.propose_after_exchange, subscribers.ExchangeHeld, "exchange_id", "BO"),
        (subscribers.propose_after_group, subscribers.GroupFormed, "group_id", "BO"),
    ],
)
def test_what_happens_elsewhere_proposes_a_profile_once(platform, parties, now, handle, reads, data, type_):
    event = reads.model_validate({data: str(uuid4()), "organisation_ids": [str(parties["firm"])], "more": 1})
    with platform.write(now=now) as ctx:
        handle(ctx, event)
        handle(ctx, event)
        (row,) = ctx.session.exec(select(Profile)).all()

        assert (row.type, row.state, row.organisation_id) == (type_, "draft", parties["firm"])


def test_an_exchange_that_names_only_the_town_proposes_a_search_of_our_own(platform, parties, now):
    event = subscribers.ExchangeHeld.model_validate(
        {"exchange_id": str(uuid4()), "town_id": str(uuid4()), "organisation_id": str(parties["rantala"])}
    )
    with platform.write(now=now) as ctx:
        subscribers.propose_after_exchange(ctx, event)
        (row,) = ctx.session.exec(select(Profile)).all()

        assert (row.type, row.organisation_id, row.countries) == ("RDR", parties["town"], ["FI"])


def test_an_exchange_of_nobody_that_we_know_proposes_nothing(platform, now):
    event = subscribers.ExchangeHeld.model_validate(
        {"exchange_id": str(uuid4()), "organisation_ids": [str(uuid4())]}
    )
    with platform.write(now=now) as ctx:
        subscribers.propose_after_exchange(ctx, event)
        assert ctx.session.exec(select(Profile)).all() == []


def test_a_person_is_handed_out_and_let_go_everywhere(platform, meeting, parties, make_profile, now):
    profile_id = make_profile("published")
    with platform.write(now=now) as ctx:
        person = ctx.people.register("Aino Demonen", email="aino@puu.example")
        ctx.session.add(
            Interest(
                title="x",
                profile_id=profile_id,
                from_name="Aino Demonen",
                from_email="AINO@puu.example",
                received_on=now.date(),
                state_since=now,
            )
        )
        first = ctx.session.exec(select(ArenaParticipant)).first()
        first.person_id = person.id
        ctx.session.flush()

        held = privacy.export(ctx, person.id)
        assert [len(rows) for rows in held.values()] == [1, 0, 1]
        assert privacy.erase(ctx, person.id) == 2
        ctx.session.flush()
        assert [len(rows) for rows in privacy.export(ctx, person.id).values()] == [0, 0, 0]
        assert len(ctx.session.exec(select(ArenaMeeting)).all()) == 1
