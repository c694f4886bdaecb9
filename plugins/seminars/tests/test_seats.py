"""Seats: full and open by themselves, a waiting list that moves by itself, and letters to those concerned."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from utblick.api import Conflict, Gone, Invalid
from utblick_seminars import jobs, queries
from utblick_seminars.service import checking_in, registrations, seminars


def told(published, name):
    return [data for event, data in published() if event == f"seminars.{name}"]


def test_a_seminar_is_full_by_itself_and_open_again_when_a_seat_is_given_up(
    platform, make_seminar, sign_up, states, letters, published
):
    seminar_id = make_seminar(seats=1)
    anna = sign_up(seminar_id, "anna")
    bo = sign_up(seminar_id, "bo")
    sign_up(seminar_id, "cia")
    assert states(seminar_id) == ("full", {"Anna": "confirmed", "Bo": "waitlisted", "Cia": "waitlisted"})

    with platform.write() as ctx:
        registrations.withdraw(ctx, anna, {})
    assert states(seminar_id) == ("full", {"Anna": "withdrawn", "Bo": "confirmed", "Cia": "waitlisted"})
    assert [(about, to) for about, to, _text in letters()][-1] == ("promoted", "bo")
    assert [one["registration_id"] for one in told(published, "registration.promoted")] == [str(bo)]

    with platform.write() as ctx:
        seminars.update_seminar(ctx, queries.seminar(ctx, seminar_id), {"seats": 5})
    assert states(seminar_id) == ("open", {"Anna": "withdrawn", "Bo": "confirmed", "Cia": "confirmed"})
    assert [one["free_seats"] for one in told(published, "seminar.changed")] == [0, 3]


def test_events_name_nobody(make_seminar, sign_up, published):
    sign_up(make_seminar(), "anna")

    assert "anna" not in str(published()).lower()
    assert set(told(published, "registration.received")[0]) == {
        "registration_id",
        "seminar_id",
        "organisation_id",
        "audience",
    }


def test_who_is_known_is_tied_to_person_and_organisation(platform, make_seminar, sign_up):
    with platform.write() as ctx:
        person = ctx.people.register("Anna Exempel", email="anna@exempel.example").id
        firm = ctx.organisations.register("Exempel Såg AB").id

    anna = sign_up(make_seminar(), "anna", organisation_name="Exempel Såg AB")

    with platform.read() as ctx:
        row = queries.registration(ctx, anna)
    assert (row.person_id, row.organisation_id, row.organisation_name) == (person, firm, "")


def test_where_we_give_the_places_everybody_waits_for_our_decision(
    platform, make_seminar, sign_up, states, letters
):
    seminar_id = make_seminar(seats=1, approval=True)
    anna, bo = sign_up(seminar_id, "anna"), sign_up(seminar_id, "bo")
    assert states(seminar_id) == ("open", {"Anna": "registered", "Bo": "registered"})

    with platform.write() as ctx:
        registrations.confirm(ctx, bo, {})
    with platform.write() as ctx, pytest.raises(Conflict):
        registrations.confirm(ctx, anna, {})

    assert states(seminar_id) == ("full", {"Anna": "registered", "Bo": "confirmed"})
    assert [about for about, _to, _text in letters()] == ["received", "received", "promoted"]


def test_sign_up_is_closed_after_its_last_day_and_when_it_has_begun(platform, make_seminar, sign_up, now):
    over = make_seminar(sign_up_until=(now - timedelta(days=2)).date())
    begun = make_seminar(hours=-30)

    for seminar_id in (over, begun):
        with pytest.raises(Gone):
            sign_up(seminar_id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"audiences": []}, "audiences"),
        ({"ends_at": "before"}, "ends_at"),
        ({"share": "municipality"}, "share"),
        ({"place": ""}, "place"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(platform, make_seminar, now, changes, field):
    seminar_id = make_seminar()
    given = {name: now - timedelta(days=9) if value == "before" else value for name, value in changes.items()}

    with platform.write() as ctx, pytest.raises(Invalid) as refused:
        seminars.update_seminar(ctx, queries.seminar(ctx, seminar_id), given)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_everybody_is_told_when_a_seminar_is_moved_or_cancelled_and_once(
    platform, make_seminar, sign_up, letters, now
):
    seminar_id = make_seminar()
    sign_up(seminar_id, "anna", language="en")
    gone = sign_up(seminar_id, "bo")
    with platform.write() as ctx:
        registrations.withdraw(ctx, gone, {})
        seminars.update_seminar(ctx, queries.seminar(ctx, seminar_id), {"place": "Stora salen"})
    for _again in range(2):
        with platform.write() as ctx:
            jobs.send_letters(ctx)
    with platform.write() as ctx:
        seminars.cancel_seminar(ctx, seminar_id, {"reason": "Storm"})
        assert jobs.send_letters(ctx) == "1 letter was written."

    after = [(about, to) for about, to, _text in letters()][2:]
    assert after == [("moved", "anna"), ("cancelled", "anna")]
    assert "Stora salen" in letters()[2][2]
    assert "Unfortunately “Cultural differences: Poland”" in letters()[3][2]
    assert "Storm" in letters()[3][2]


def test_those_with_a_place_are_reminded_the_day_before_and_once(
    platform, make_seminar, sign_up, letters, now
):
    soon, later = make_seminar(seats=1, hours=20), make_seminar(hours=90)
    sign_up(soon, "anna")
    sign_up(soon, "bo")
    sign_up(later, "cia")

    for _again in range(2):
        with platform.write() as ctx:
            jobs.remind(ctx)

    assert [to for about, to, _text in letters() if about == "reminder"] == ["anna"]


def test_a_letter_tells_the_hour_by_our_clock_and_asks_only_where_there_is_a_survey(
    platform, make_seminar, sign_up, letters
):
    asked, plain = make_seminar(seats=1), make_seminar(topics=[], place="", online_url="https://mote.example")
    sign_up(asked, "anna")
    sign_up(asked, "bo", language="en")
    sign_up(plain, "cia", language="en")

    with platform.read() as ctx:
        begins = queries.seminar(ctx, asked).starts_at.astimezone(ctx.settings.municipality.zone)
    first, second, third = (said for _about, _to, said in letters())
    assert f"kl. {begins:%H:%M}. Exempelsalen" in first
    assert "vad vet och tycker du om Affärskultur?" in " ".join(first.split())
    assert "You have place 1 in line." in " ".join(second.split())
    assert "Before you come" not in second + third
    assert "/seminars/survey/" in first
    assert "/seminars/survey/" not in second + third
    assert f"{begins:%H:%M}. Online" in third


def test_the_own_link_of_a_letter_is_named_so_that_it_can_be_taken_out(
    platform, make_seminar, sign_up, place
):
    mine = place(sign_up(make_seminar(), "anna")).rpartition("/")[2]

    with platform.read() as ctx:
        row = ctx.session.connection().execute(text("SELECT key, key_until FROM core_mail")).one()
    assert row.key == mine
    assert row.key_until is not None


def test_those_who_come_are_counted_and_mistakes_are_uncounted(
    platform, make_seminar, sign_up, states, published, now
):
    seminar_id = make_seminar(hours=2)
    anna, bo = sign_up(seminar_id, "anna"), sign_up(seminar_id, "bo")
    cia = sign_up(seminar_id, "cia")
    with platform.write(now=now + timedelta(hours=3)) as ctx:
        for who in (anna, anna, bo, cia):
            checking_in.check_in(ctx, who)
        checking_in.undo(ctx, bo)
        checking_in.walk_in(ctx, seminar_id, audience="public", name="Dan Exempel")
        seminars.hold_seminar(ctx, seminar_id, {})

    assert states(seminar_id) == (
        "held",
        {"Anna": "attended", "Bo": "no_show", "Cia": "attended", "Dan": "attended"},
    )
    last = {one["registration_id"]: one for one in told(published, "attendance.recorded")}
    assert sorted((one["audience"], one["attended"]) for one in last.values()) == [
        ("business", False),
        ("business", True),
        ("business", True),
        ("public", True),
    ]
    assert [one["participants"] for one in told(published, "seminar.held")] == [3]


def test_nobody_is_checked_in_days_before(platform, make_seminar, sign_up):
    anna = sign_up(make_seminar(hours=72), "anna")

    with platform.write() as ctx, pytest.raises(Conflict):
        checking_in.check_in(ctx, anna)


def test_a_person_who_is_erased_leaves_the_count_and_no_name(platform, make_seminar, sign_up):
    from utblick_seminars import privacy

    with platform.write() as ctx:
        person = ctx.people.register("Anna Exempel", email="anna@exempel.example").id
    anna = sign_up(make_seminar(), "anna", organisation_name="Annas firma")

    with platform.write() as ctx:
        assert [row["name"] for row in privacy.export(ctx, person)["seminars_registration"]] == [
            "Anna Exempel"
        ]
        assert privacy.erase(ctx, person) == 1

    with platform.read() as ctx:
        row = queries.registration(ctx, anna)
    assert (row.person_id, row.name, row.email, row.organisation_name) == (None, "", "", "")
    assert row.state == "confirmed"


def test_an_officer_who_edits_a_seminar_is_not_disturbed_by_those_who_sign_up(
    platform, make_seminar, sign_up
):
    seminar_id = make_seminar(seats=3)

    def version():
        with platform.read() as ctx:
            return queries.seminar(ctx, seminar_id).version

    before = version()
    sign_up(seminar_id)

    assert version() == before
