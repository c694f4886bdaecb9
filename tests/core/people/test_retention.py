"""Retention: what is due stands on a list, goes only by a decision or an approved rule, and leaves a protocol."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from utblick.access.audit import audit
from utblick.access.models import AuditEntry
from utblick.context import Ref
from utblick.records.models import Change, Comment
from utblick.retention.jobs import look
from utblick.retention.models import DueRow, Protocol
from utblick.retention.rules import rule_named

PLACE = "/admin/retention"
LONG_AGO = date(2020, 3, 31)
SECRETS = ("Åsa Sökvist-Exempel", "asa@sokvist.example")


def night(platform, *, now=None):
    with platform.write(now=now) as ctx:
        return look(ctx)


def listed(platform):
    with platform.read() as ctx:
        return {row.row_id: row for row in ctx.session.exec(select(DueRow))}


def protocols(platform):
    with platform.read() as ctx:
        return ctx.session.exec(select(Protocol)).all()


def answer_about(client, platform, case_id, do, **values):
    row = listed(platform)[case_id]
    return client.submit(f"{PLACE}/{do}", {"ids": str(row.id), **values})


def test_the_night_lists_what_is_due_and_nothing_else_and_destroys_nothing(platform, client, case, stored):
    old, registered = (
        case("Gammal", closed_on=LONG_AGO),
        case(closed_on=LONG_AGO, registry_number="KS 2020/1"),
    )
    case("Ny", closed_on=datetime.now(UTC).date())
    case("Öppen")

    said = night(platform)

    assert set(listed(platform)) == {old, registered}
    assert said.arguments == {"new": 2, "done": 0}
    assert (stored(old).title, protocols(platform)) == ("Gammal", [])
    page = client.get(PLACE).text
    assert f'href="/desk/cases/{old}"' in page
    assert "The case was closed 31 mars 2020, och 24 månader har gått." in page
    assert page.count("Allmän handling") == 1
    assert "Ny</a>" not in page


def test_a_row_is_due_on_the_very_day_and_not_before(platform, case):
    case(closed_on=date(2024, 1, 31))
    day = datetime(2026, 1, 30, 12, tzinfo=UTC)

    night(platform, now=day)
    before = listed(platform)
    night(platform, now=day + timedelta(days=1))

    assert (before, [row.due_on for row in listed(platform).values()]) == ({}, [date(2026, 1, 31)])


def test_the_dry_run_says_what_would_happen_and_does_none_of_it(platform, client, case, stored):
    old = case("Gammal", closed_on=LONG_AGO)
    night(platform)
    row = listed(platform)[old]

    open_still = client.get(f"{PLACE}/decide?ids={row.id}").text
    page = client.get(f"{PLACE}/decide?ids={row.id}&action=dispose").text

    assert "Regeln lämnar valet till dig." in open_still
    assert re.search(r"<strong>Gallra</strong>: Cases of the desk, 1 rad", page)
    assert stored(old) is not None
    assert listed(platform)[old].state == "open"


def test_what_is_disposed_of_is_gone_with_all_beside_it_and_the_protocol_names_nobody(
    platform, client, case, person, stored
):
    old = case("Åsa Sökvist-Exempel ringde", closed_on=LONG_AGO, person_id=person, caller=SECRETS[0])
    with platform.write() as ctx:
        ctx.session.add(
            Comment(
                plugin="desk", kind="case", record_id=old, text=SECRETS[1], created_at=ctx.now, author_id=None
            )
        )
    night(platform)

    told = answer_about(client, platform, old, "dispose", action="dispose", decision="KS 2026/12 § 3")
    page = client.get(told.headers["location"]).text
    file = client.get(f"{told.headers['location']}/protocol.pdf")
    table = client.get(f"{PLACE}/protocols.csv").text

    assert stored(old) is None
    with platform.read() as ctx:
        assert ctx.session.exec(select(Comment)).all() == []
        told_of = ctx.session.exec(select(Change).where(Change.record_id == old)).all()
    assert [(one.before, one.after) for one in told_of] == [({}, {})] * len(told_of)
    made = protocols(platform)[0]
    assert (made.rows, made.action, made.decision, made.by_rule) == (1, "dispose", "KS 2026/12 § 3", False)
    assert all(
        word in page for word in ("Gallra", "KS 2026/12 § 3", "31 mars 2020", "desk.cases, efter 24 månader")
    )
    assert file.content.startswith(b"%PDF")
    assert "KS 2026/12 § 3" in table
    assert [word for word in (*SECRETS, "ringde") if word in page + table] == []
    assert listed(platform) == {}


def test_what_is_anonymised_stays_without_the_person_also_in_its_history(
    platform, client, case, person, stored
):
    old = case("Fråga", closed_on=LONG_AGO, person_id=person, caller=SECRETS[0])
    night(platform)

    answer_about(client, platform, old, "dispose", action="anonymise")

    row = stored(old)
    assert (row.title, row.person_id, row.caller) == ("Fråga", None, "")
    with platform.read() as ctx:
        held = str(
            [
                one.before | one.after
                for one in ctx.session.exec(select(Change).where(Change.record_id == old))
            ]
        )
    assert SECRETS[0] not in held


def test_a_public_record_goes_only_by_a_decision_that_is_named(platform, client, case, stored):
    old = case(closed_on=LONG_AGO, registry_number="KS 2020/1")
    night(platform)

    refused = answer_about(client, platform, old, "dispose", action="dispose")
    still = stored(old)
    answer_about(client, platform, old, "dispose", action="dispose", decision="KS 2026/12 § 3")

    assert refused.status_code == 422
    assert "Ange gallringsbeslutet" in refused.text
    assert (still.registry_number, stored(old)) == ("KS 2020/1", None)
    assert protocols(platform)[0].registered == 1


def test_what_cannot_go_stays_and_says_why_while_the_others_go(platform, client, case, noted, stored):
    old, held = case("Går", closed_on=LONG_AGO), case("Stannar", closed_on=LONG_AGO)
    noted(held)
    night(platform)
    ids = [str(row.id) for row in listed(platform).values()]

    told = client.submit(f"{PLACE}/dispose", {"ids": ids, "action": "dispose"})

    assert told.status_code == 303
    assert (stored(old), stored(held).title) == (None, "Stannar")
    assert "Andra poster använder den. De måste gallras först." in client.get(PLACE).text
    assert [one.rows for one in protocols(platform)] == [1]


def test_what_is_kept_has_a_reason_and_comes_back_when_its_day_has_passed(platform, client, case, stored):
    old = case(closed_on=LONG_AGO)
    night(platform)
    until = datetime.now(UTC).date() + timedelta(days=40)

    without = answer_about(client, platform, old, "keep", until=until.isoformat(), reason=" ")
    answer_about(client, platform, old, "keep", until=until.isoformat(), reason="Pågående tvist")
    night(platform)
    kept = client.get(f"{PLACE}?state=kept").text

    assert without.status_code == 422
    assert "Pågående tvist" in kept
    assert "Inget väntar här" in client.get(PLACE).text
    night(platform, now=datetime.now(UTC) + timedelta(days=41))
    assert (listed(platform)[old].state, stored(old) is not None) == ("open", True)


def test_what_is_not_due_any_more_leaves_the_list_and_is_not_touched(platform, client, case, stored):
    old, other = case(closed_on=LONG_AGO), case("Återöppnad", closed_on=LONG_AGO)
    night(platform)
    with platform.write() as ctx:
        ctx.session.get_one(type(stored(old)), other).closed_on = None

    answer_about(client, platform, other, "dispose", action="dispose")

    assert stored(other).title == "Återöppnad"
    night(platform)
    assert set(listed(platform)) == {old}


def test_an_approved_rule_acts_by_itself_but_leaves_public_records_to_somebody(
    platform, client, case, stored
):
    old, registered = case(closed_on=LONG_AGO), case(closed_on=LONG_AGO, registry_number="KS 2020/1")
    change = {"months": "36", "action": "dispose", "by_itself": "1"}

    refused = client.submit(f"{PLACE}/rules/desk.cases", change)
    client.submit(f"{PLACE}/rules/desk.cases", {**change, "decision": "Dokumenthanteringsplan 2026"})
    said = night(platform)

    assert refused.status_code == 422
    assert said.arguments == {"new": 2, "done": 1}
    assert (stored(old), stored(registered).registry_number) == (None, "KS 2020/1")
    assert set(listed(platform)) == {registered}
    made = protocols(platform)[0]
    assert (made.by_rule, made.months, made.decision) == (True, 36, "Dokumenthanteringsplan 2026")
    assert (
        "Genom en regel som har godkänts för att verka av sig själv"
        in client.get(f"{PLACE}/protocols/{made.id}").text
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"months": "11", "action": "review"}, "Välj mellan 12 och 60 månader."),
        ({"months": "61", "action": "review"}, "Välj mellan 12 och 60 månader."),
        ({"months": "två", "action": "review"}, "Välj mellan 12 och 60 månader."),
        ({"months": "24", "action": "burn"}, "Välj ett av värdena i listan."),
        ({"months": "24", "action": "review", "by_itself": "1"}, "kan inte verka av sig själv"),
    ],
)
def test_a_rule_is_changed_only_within_what_its_plugin_allows(platform, client, sent, said):
    answer = client.submit(f"{PLACE}/rules/desk.cases", sent)

    assert answer.status_code == 422
    assert said in answer.text
    with platform.read() as ctx:
        assert rule_named(ctx, "desk.cases").months == 24


def test_the_audit_log_grows_old_too_and_says_who_decided(platform, client):
    with platform.write(now=datetime(2020, 1, 1, tzinfo=UTC)) as ctx:
        audit(ctx, "test.happened")
    night(platform)
    client.get(f"{PLACE}/rules")

    client.submit(f"{PLACE}/dispose", {"ids": [str(row.id) for row in listed(platform).values()]})

    with platform.read() as ctx:
        assert ctx.session.exec(select(AuditEntry.action)).all() == ["retention.disposed"]


def test_a_person_whose_review_is_due_goes_as_when_they_ask_for_it(platform, client, person):
    with platform.write() as ctx:
        ctx.people.get(person).review_on = LONG_AGO
    night(platform)

    client.submit(f"{PLACE}/dispose", {"ids": str(listed(platform)[person].id), "action": "dispose"})

    assert [row.refused for row in listed(platform).values()] == []
    assert client.get(f"/people/{person}").status_code == 404
    with platform.read() as ctx:
        actions = ctx.session.exec(select(AuditEntry.action)).all()
    assert sorted(actions) == ["person.erased", "person.erasure_asked", "retention.disposed"]
    assert str(Ref("core", "person", person)) not in client.get(f"{PLACE}/protocols").text


@pytest.mark.parametrize("role", ["reader", "officer", "coordinator"])
def test_only_who_may_decide_on_disposal_comes_here(client_as, role):
    places = [PLACE, f"{PLACE}/decide", f"{PLACE}/rules", f"{PLACE}/rules/desk.cases", f"{PLACE}/protocols"]
    client = client_as(role)

    assert [client.get(place).status_code for place in places] == [403] * 5
    assert [client.submit(f"{PLACE}/{do}").status_code for do in ("look", "dispose", "keep")] == [403] * 3
