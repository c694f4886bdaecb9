"""Profiles: drafted from what is known, spelled out and approved by people, and kept when companies merge."""

import pytest
from sqlmodel import select

from utblick_tendering.models import Bid, Dealing, Enrolment, Profile
from utblick_tendering.queries import matches as queries
from utblick_tendering.service import profiles
from utblick_tendering.service.notices import keep


@pytest.fixture
def officer(client_as):
    return client_as("officer")


@pytest.fixture
def the_profile(platform):
    def read(organisation_id):
        with platform.read() as ctx:
            return queries.profile_of(ctx, organisation_id)

    return read


def text_of(answer):
    assert answer.status_code == 200, answer.text[-2000:]
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_draft_says_where_each_code_came_from(platform, furniture, officer, the_profile):
    with platform.write() as ctx:
        company = ctx.organisations.register(
            "Exempel Skog AB", kind="company", municipality="2132", sni="02.200", cpv=["03413000"],
            products="ved, flis; gallring", languages=["sv", "en"], export_countries=["NO"],
        ).id  # fmt: skip
        notice_id = keep(ctx, furniture()).notice_id
        bid = {"title": "Möbler", "organisation_id": company, "notice_id": notice_id}
        ctx.session.add(Bid(**bid, state_since=ctx.now, deadline=None))

    made = officer.submit(f"/tendering/organisations/{company}/profile")

    row = the_profile(company)
    assert made.headers["location"] == f"/tendering/profiles/{row.id}"
    assert row.origins | {"03413000": "said", "39160000": "bid"} == row.origins
    assert {"trade"} <= set(row.origins.values())
    assert (row.state, row.nuts, row.words) == ("draft", ["SE313"], ["ved", "flis", "gallring"])
    assert (row.languages, row.export_countries) == (["sv", "en"], ["NO"])
    shown = text_of(officer.get(f"/panels/tendering.profile/{row.id}"))
    for sentence in (
        "Företaget har själv angett det.",
        "Företaget har lämnat anbud på en sådan upphandling.",
    ):
        assert sentence in shown


def test_profiles_are_drafted_for_all_local_companies_at_once(platform, officer):
    with platform.write() as ctx:
        for number in range(3):
            ctx.organisations.register(
                f"Exempel {number} AB", kind="company", municipality="2132", country="SE"
            )
        ctx.organisations.register("Exempel Annanstans AB", kind="company", municipality="0180", country="SE")

    asked = text_of(officer.get("/tendering/profiles/draft"))
    officer.submit("/tendering/profiles/draft")

    assert "3 av kommunens företag saknar profil" in asked
    with platform.read() as ctx:
        assert sorted(one.title for one in ctx.session.exec(select(Profile))) == [
            "Exempel 0 AB", "Exempel 1 AB", "Exempel 2 AB",
        ]  # fmt: skip
    assert "Alla kommunens företag har en profil" in text_of(officer.get("/tendering/profiles/draft"))


def test_a_profile_without_codes_is_not_approved(supplier, officer, the_profile):
    company = supplier(cpv=[], approved=False)
    row = the_profile(company)

    officer.submit(f"/tendering/profiles/{row.id}/do/approve")

    assert the_profile(company).state == "draft"


def test_a_person_approves_and_lets_rest_and_takes_up_again(supplier, officer, the_profile, published):
    company = supplier(approved=False)
    url = f"/tendering/profiles/{the_profile(company).id}/do"

    for move, state in (("approve", "active"), ("rest", "paused"), ("resume", "active")):
        officer.submit(f"{url}/{move}", {"asked": "1"})
        assert the_profile(company).state == state

    names = [name for name, _data in published() if name.startswith("tendering.profile.")]
    assert names == ["tendering.profile.approved", "tendering.profile.changed", "tendering.profile.approved"]


def test_codes_are_found_by_word_added_weighed_and_removed(supplier, officer, the_profile):
    company = supplier(cpv=["39160000", "45000000"])
    url = f"/tendering/profiles/{the_profile(company).id}/codes"

    found = text_of(officer.get(f"{url}?q=snöröjning"))
    assert "90620000" in found
    saved = officer.submit(
        url, {"code": "39160000", "weight_39160000": "1.2", "add": "90620000", "more": "90910000-9"}
    )

    assert saved.status_code == 303
    row = the_profile(company)
    assert row.cpv == ["90620000", "90910000", "39160000"]
    assert row.weights == {"39160000": 1.2}
    assert row.origins == {"90620000": "typed", "90910000": "typed", "39160000": "said"}


def test_a_code_that_is_none_is_refused_at_its_field(supplier, officer, the_profile):
    company = supplier()

    refused = officer.submit(
        f"/tendering/profiles/{the_profile(company).id}/codes", {"code": "39160000", "more": "12345678"}
    )

    assert refused.status_code == 422
    assert "är ingen kod i CPV 2008" in refused.text
    assert the_profile(company).cpv == ["39160000"]


def test_the_form_changes_words_and_limits(supplier, officer, the_profile, published):
    company = supplier()
    row = the_profile(company)

    saved = officer.submit(
        f"/tendering/profiles/{row.id}/edit",
        {"version": str(row.version), "organisation_id": str(company), "cpv": "39160000, 39110000",
         "words": "stolar", "unwanted": "kontor", "reach": "nuts2", "most": "500000"},
    )  # fmt: skip

    assert saved.status_code == 303, saved.text[:3000]
    row = the_profile(company)
    assert (row.words, row.unwanted, row.reach, int(row.most)) == (["stolar"], ["kontor"], "nuts2", 500000)
    assert row.origins == {"39160000": "said", "39110000": "typed"}
    assert published()[-1][0] == "tendering.profile.changed"


def test_when_companies_merge_one_profile_rests(supplier, platform, deliver, client, the_profile):
    kept, merged = supplier("Exempel Ett AB"), supplier("Exempel Två AB")

    answer = client.submit(f"/merge/organisation/{kept}", {"merged_id": str(merged)})
    deliver()

    assert answer.status_code == 303, answer.text[:2000]
    assert the_profile(kept).state == "active"
    assert the_profile(merged).state == "paused"


def test_what_is_held_about_a_person_is_handed_out_and_let_go(platform, supplier, furniture):
    from utblick_tendering import privacy

    company = supplier()
    with platform.write() as ctx:
        person = ctx.people.register("Anna Exempel", email="anna@mobler.example").id
        ctx.people.join(person, company)
        notice_id = keep(ctx, furniture()).notice_id
        told = {"title": "Möbler", "notice_id": notice_id, "organisation_id": company, "at": ctx.now}
        ctx.session.add(Dealing(**told, kind="told", recipient_email="Anna@mobler.example"))
        ctx.session.add(Enrolment(title="Anbudsskolan", organisation_id=company, person_id=person))

    with platform.write() as ctx:
        held = privacy.export(ctx, person)
        assert [len(rows) for rows in held.values()] == [1, 1]
        assert privacy.erase(ctx, person) == 2
        assert [len(rows) for rows in privacy.export(ctx, person).values()] == [0, 0]


def test_a_stated_need_becomes_words_of_the_profile(platform, supplier):
    company = supplier()

    with platform.write() as ctx:
        profiles.hear_need(ctx, company, "hyllor till bibliotek")
        profiles.hear_need(ctx, company, "hyllor till bibliotek")

    with platform.read() as ctx:
        assert queries.profile_of(ctx, company).words == ["hyllor till bibliotek"]
