"""Erasure stops at public records: these are blocked with the reason, and nothing blocked is used."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlmodel import select

from utblick.api import PersonalData
from utblick.context import Ref
from utblick.i18n import Msg
from utblick.identity.models import Person
from utblick.mail.models import Mail
from utblick.mail.service import send
from utblick.privacy.erasing import answers_of, erase_person, finish_blocked
from utblick.privacy.models import Erasure
from utblick.testing.scan import places_of

NAME, MAIL, PHONE = "Åsa Sökvist-Exempel", "asa@sokvist.example", "070-174 06 05"


def erase(platform, person):
    with platform.write() as ctx:
        return erase_person(ctx, person)


def answers(erasure):
    return {one.owner: one for one in answers_of(erasure)}


def block(client, ref, reason="Uppgifterna är bestridda"):
    return client.submit(f"/records/{ref}/marks", {"sort": "blocked", "reason": reason})


@pytest.fixture
def registered(case, person):
    """A public record, and a case beside it that is none; both name the person."""
    case("Samtal", person_id=person, caller=NAME)
    return case("Ansökan", person_id=person, caller=NAME, registry_number="KS 2026/00412")


def test_a_public_record_is_blocked_and_not_erased_and_the_rest_goes(platform, person, registered, stored):
    erasure = erase(platform, person)

    row = stored(registered)
    assert (row.person_id, row.caller, row.registry_number) == (person, NAME, "KS 2026/00412")
    assert (erasure.state, erasure.done_at) == ("blocked", None)
    said = answers(erasure)["desk"]
    assert (said.done, said.blocked) == (True, 1)
    assert "KS 2026/00412" in said.why
    assert places_of(platform, MAIL, PHONE) == []
    with platform.read() as ctx:
        others = ctx.session.exec(select(type(row)).where(type(row).title == "Samtal")).one()
        assert (others.person_id, others.caller) == (None, "")
        assert ctx.session.exec(select(Person.name)).all() == [NAME]


def test_the_officer_is_told_before_and_after_and_nothing_is_called_erased_that_is_not(
    platform, client, person, registered
):
    before = client.get(f"/people/{person}/erase").text
    told = client.submit(f"/people/{person}/erase")
    page = client.get(told.headers["location"]).text

    assert "Vad som spärras" in before
    assert "Ansökan" not in before
    assert before.count("KS 2026/00412") == 1
    assert "Personen är spärrad" in page
    assert "Personen har raderats" not in page
    assert "Allmänna handlingar som är diarieförda spärras och raderas inte: KS 2026/00412." in page
    assert "Säkerhetskopior" in page


def test_the_persons_own_report_says_what_is_blocked_and_why(platform, client, person, registered):
    erase(platform, person)

    page = client.get(f"/people/{person}/access-report").text
    file = client.get(f"/people/{person}/access-report.json").json()

    assert "Allmän handling med diarienummer KS 2026/00412: spärrad, inte raderad." in page
    assert file["public_records"][0]["registry_number"] == "KS 2026/00412"
    assert [one["mark"] for one in file["marks"]] == ["blocked"]


@pytest.mark.parametrize("sly", [True, False])
def test_a_plugin_cannot_erase_a_public_record_behind_the_back_of_the_core(
    platform, person, registered, stored, sly
):
    def by_statement(ctx, person_id):
        model = type(stored(registered))
        ctx.session.connection().execute(update(model).values(person_id=None, caller=""))
        return 2

    def by_removal(ctx, person_id):
        for row in ctx.session.exec(select(type(stored(registered)))).all():
            ctx.session.delete(row)
        return 2

    data = PersonalData(
        purposes=(), export=lambda _c, _p: {}, erase=by_statement if sly else by_removal, retention=Msg("")
    )
    plugins = (
        replace(one, personal_data=data) if one.name == "desk" else one for one in platform.registry.plugins
    )
    platform.registry = replace(platform.registry, plugins=tuple(plugins))

    erasure = erase(platform, person)

    assert stored(registered).caller == NAME
    assert answers(erasure)["desk"].done is not sly
    assert erasure.state == ("open" if sly else "blocked")


def test_what_is_blocked_in_part_is_masked_there_and_the_matter_is_worked_with(
    platform, client_as, person, registered
):
    erase(platform, person)
    officer = client_as("officer")
    places = [
        "/desk/cases",
        "/desk/cases/export.csv",
        "/api/desk/cases",
        f"/desk/cases/{registered}",
        f"/api/desk/cases/{registered}",
        f"/records/desk/case/{registered}/timeline",
        "/api/desk/cases?q=sokvist",
    ]

    texts = {place: officer.get(place).text for place in places}

    assert [place for place, text in texts.items() if NAME in text] == []
    assert all("KS 2026/00412" in texts[place] for place in places[:5])
    assert "En del av detta är spärrat" in texts[places[3]]
    assert officer.get("/desk/cases?caller=Åsa").text.count(f'href="/desk/cases/{registered}"') == 0


def test_a_blocked_person_is_in_no_list_search_export_or_mail_for_anybody(
    platform, client, client_as, person
):
    block(client, f"core/person/{person}")

    places = ["/people", "/people?q=sokvist", "/people/export.csv", "/api/core/people", "/search?q=sokvist",
              "/pick/person?q=sokvist"]  # fmt: skip
    assert [place for place in places if NAME in client.get(place).text] == []
    page = client.get(f"/people/{person}").text
    assert "Spärrad" in page
    assert NAME in page
    assert client_as("officer").get(f"/people/{person}").status_code == 403
    with platform.write() as ctx:
        mail = send(ctx, "mail/access/reset", to=MAIL.upper(), name="A", url="https://u.example")
        assert (mail.state, "nothing is sent" in mail.error or "inget skickas" in mail.error) == (
            "failed",
            True,
        )
    again = client.submit(f"/admin/mail/{mail.id}/again")
    with platform.read() as ctx:
        assert ctx.session.exec(select(Mail.state)).all() == ["failed"]
    assert again.status_code in (303, 409)


def test_when_the_public_record_has_been_disposed_of_the_person_goes_the_night_after(
    platform, client, person, registered, stored
):
    from utblick.retention.jobs import look
    from utblick.retention.models import DueRow

    with platform.write() as ctx:
        ctx.session.get(type(stored(registered)), registered).closed_on = date(2020, 1, 1)
    erase(platform, person)
    with platform.write() as ctx:
        assert finish_blocked(ctx) is None
        look(ctx)
        due = ctx.session.exec(select(DueRow.id)).one()
    sent = {"ids": str(due), "action": "dispose", "decision": "KS 2027/1 § 2"}
    client.submit("/admin/retention/dispose", sent)

    with platform.write() as ctx:
        finish_blocked(ctx)

    assert stored(registered) is None
    assert places_of(platform, NAME, MAIL) == []
    with platform.read() as ctx:
        assert ctx.session.exec(select(Erasure.state)).all() == ["done"]


def test_a_public_record_is_not_removed_by_hand(platform, client, registered, stored, case):
    other = case("Utan nummer")

    refused = client.submit(f"/desk/cases/{registered}/remove")
    client.submit(f"/desk/cases/{other}/remove")

    assert refused.status_code == 409
    assert "KS 2026/00412" in refused.text
    assert (stored(registered).title, stored(other)) == ("Ansökan", None)


def test_a_block_needs_a_reason_and_is_lifted_by_the_data_protection_officer(client, client_as, person):
    ref = Ref("core", "person", person)

    without, other = block(client, ref, " "), block(client_as("coordinator"), ref)
    block(client, ref)
    client.submit(f"/records/{ref}/marks", {"sort": "blocked", "do": "lift"})

    assert (without.status_code, other.status_code) == (422, 403)
    assert NAME in client.get("/people").text
