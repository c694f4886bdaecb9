"""From a notice to a suggestion, and what the company does with it: seen, wanted, turned down, learnt from."""

from decimal import Decimal

import pytest
from sqlmodel import select

from utblick_tendering.jobs import matching as jobs
from utblick_tendering.models import Match, Profile
from utblick_tendering.queries import matches as queries
from utblick_tendering.reading import Change
from utblick_tendering.service import matching
from utblick_tendering.service.notices import keep


@pytest.fixture
def suggest(platform, furniture, deliver):
    """Takes in a notice and lets the house work; gives the id of the notice."""

    def make(**values):
        with platform.write() as ctx:
            notice_id = keep(ctx, furniture(**values)).notice_id
        deliver()
        return notice_id

    return make


@pytest.fixture
def the_match(platform):
    def read(organisation_id=None):
        with platform.read() as ctx:
            query = select(Match)
            if organisation_id is not None:
                query = query.where(Match.organisation_id == organisation_id)
            return ctx.session.exec(query).one()

    return read


@pytest.fixture
def the_profile(platform):
    def read():
        with platform.read() as ctx:
            return ctx.session.exec(select(Profile)).one()

    return read


@pytest.fixture
def officer(client_as):
    return client_as("officer")


def told(published):
    return [name for name, _data in published() if name == "tendering.match.suggested"]


def text_of(answer):
    assert answer.status_code == 200, answer.text[-2000:]
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_new_notice_is_suggested_once_to_the_company_that_it_fits(
    supplier, suggest, the_match, published, deliver
):
    company = supplier()
    supplier("Exempel Bageri AB", cpv=["15810000"])

    notice = suggest()
    deliver()

    match = the_match()
    assert (match.organisation_id, match.notice_id) == (company, notice)
    assert (match.state, match.live, match.relation, match.title) == (
        "suggested",
        True,
        3,
        "Möbler till skolor",
    )
    assert len(told(published)) == 1


def test_a_profile_that_is_approved_later_finds_what_is_open(supplier, suggest, the_match, platform, deliver):
    suggest()
    company = supplier(approved=False)
    deliver()
    with platform.read() as ctx:
        assert queries.live_of(ctx, company, limit=5) == []

    with platform.write() as ctx:
        from utblick_tendering.service import profiles

        profiles.approve_profile(ctx, queries.profile_of(ctx, company).id, {})
    deliver()

    assert the_match().organisation_id == company


def test_matching_again_changes_nothing(supplier, suggest, platform, the_match, published):
    supplier()
    notice = suggest()
    before = the_match()

    with platform.write() as ctx:
        assert matching.match_notice(ctx, notice) == 0
        assert jobs.rematch(ctx) is None
        assert jobs.end_past(ctx) is None

    assert the_match().version == before.version
    assert len(told(published)) == 1


@pytest.mark.parametrize("reason", ["cancel", "cor-buy"])
def test_a_notice_that_is_cancelled_or_replaced_fits_nobody_any_more(supplier, suggest, platform, reason):
    supplier()
    old = suggest()

    new = suggest(notice_id="b" * 8, change=Change(changed_notice="aaaaaaaa-01", reason=reason))

    with platform.read() as ctx:
        assert [one.live for one in queries.of_notice(ctx, old)] == [False]
        assert [one.live for one in queries.of_notice(ctx, new)] == ([] if reason == "cancel" else [True])


def test_a_decision_goes_along_when_the_buyer_publishes_anew(
    supplier, suggest, officer, the_match, platform, published
):
    supplier()
    suggest()
    officer.submit(
        f"/tendering/matches/{the_match().id}/do/dismiss", {"asked": "1", "dismissed_reason": "wrong_time"}
    )

    new = suggest(notice_id="b" * 8, change=Change(changed_notice="aaaaaaaa-01", reason="cor-buy"))

    with platform.read() as ctx:
        assert [one.state for one in queries.of_notice(ctx, new)] == ["dismissed"]
    assert len(told(published)) == 1


def test_the_page_of_a_match_says_why_in_both_languages(supplier, suggest, the_match, client_as):
    supplier()
    suggest()
    match = the_match()

    swedish = text_of(client_as("reader").get(f"/panels/tendering.match/{match.id}"))
    english = text_of(client_as("reader", language="en").get(f"/panels/tendering.match/{match.id}"))

    assert "Gäller Skolmöbler, som företaget själv har angett att det säljer." in swedish
    assert "Asks for School furniture, which the company has said that it sells." in english
    assert "Uppdraget är i företagets eget län." in swedish
    assert "/bid" not in swedish


def test_opening_a_match_marks_it_as_seen_by_those_who_work_with_it(
    supplier, suggest, the_match, officer, client_as
):
    supplier()
    suggest()
    url = f"/tendering/matches/{the_match().id}"

    assert client_as("reader").submit(f"{url}/seen").status_code == 403
    assert 'hx-trigger="load"' in text_of(officer.get(f"/panels/tendering.match/{the_match().id}"))
    assert officer.submit(f"{url}/seen").json() == {"state": "seen"}
    assert the_match().state == "seen"


def test_interest_is_told(supplier, suggest, the_match, officer, published):
    supplier()
    suggest()

    officer.submit(f"/tendering/matches/{the_match().id}/do/accept")

    assert the_match().state == "interested"
    assert published()[-1][0] == "tendering.match.accepted"


def dismiss(officer, match, reason, **more):
    return officer.submit(
        f"/tendering/matches/{match.id}/do/dismiss", {"asked": "1", "dismissed_reason": reason, **more}
    )


def test_wrong_trade_lowers_the_branch_and_says_so_and_can_be_taken_back(
    supplier, suggest, the_match, the_profile, officer, platform, deliver
):
    supplier()
    suggest()
    match = the_match()

    assert dismiss(officer, match, "wrong_trade", said="Vi gör bara kontor").status_code == 303
    page = text_of(officer.get(f"/panels/tendering.match/{match.id}"))
    assert "Från nu räknas Skolmöbler lägre för det här företaget." in page
    assert the_profile().weights == {"39160000": 0.5}
    shown = text_of(officer.get(f"/panels/tendering.profile/{match.profile_id}"))
    assert "Räknas till hälften" in shown
    assert "Vi gör bara kontor" in shown
    deliver()
    assert the_match().score == match.score - 25

    with platform.read() as ctx:
        lesson = queries.lesson_of_match(ctx, match.id)
    officer.submit(f"/tendering/lessons/{lesson.id}/undo", {"to": "match"})
    deliver()
    assert the_profile().weights == {}
    assert the_match().score == match.score


def test_what_is_turned_down_again_no_longer_alerts(
    supplier, suggest, the_match, officer, deliver, published, platform
):
    supplier()
    suggest()
    first = the_match()
    for _time in range(2):
        dismiss(officer, first, "wrong_trade")
        with platform.write() as ctx:
            ctx.session.get(Match, first.id).state = "seen"
    deliver()

    suggest(notice_id="c" * 8, procedure_id="q" * 8)

    with platform.read() as ctx:
        assert {one.relation for one in ctx.session.exec(select(Match))} == {1}
    assert len(told(published)) == 1


@pytest.mark.parametrize(
    ("reason", "field", "value", "sentence"),
    [
        ("too_large", "most", Decimal(1_800_000), "Föreslå inga anbudsområden över 1 800 000 kronor."),
        ("too_far", "reach", "nuts2", "Föreslå bara det som är i det egna länet och grannlänen."),
    ],
)
def test_size_and_distance_are_proposed_and_followed_by_a_person(
    supplier, suggest, the_match, the_profile, officer, platform, reason, field, value, sentence
):
    supplier()
    suggest()
    before = getattr(the_profile(), field)

    dismiss(officer, the_match(), reason)

    assert sentence in text_of(officer.get(f"/panels/tendering.match/{the_match().id}"))
    assert getattr(the_profile(), field) == before
    with platform.read() as ctx:
        lesson = queries.lesson_of_match(ctx, the_match().id)
    officer.submit(f"/tendering/lessons/{lesson.id}/follow")
    assert getattr(the_profile(), field) == value


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"reach": "county"}, "längre bort än företaget åker"),
        ({"most": Decimal(1_000_000)}, "större än vad företaget tar på sig ensamt (1 mnkr)"),
        ({"unwanted": ["skolmöbler"]}, "sådant som företaget inte gör: möbler, skolor, skolmöbler"),
    ],
)
def test_beyond_a_limit_of_the_company_nothing_alerts_and_the_page_says_why(
    supplier, suggest, the_match, platform, officer, published, limit, sentence
):
    company = supplier(municipality="0180")
    with platform.write() as ctx:
        profile = queries.profile_of(ctx, company)
        for name, value in limit.items():
            setattr(profile, name, value)

    suggest()

    assert (the_match().relation, told(published)) == (1, [])
    assert sentence in text_of(officer.get(f"/panels/tendering.match/{the_match().id}"))


def test_lists_and_panels_show_what_fits(supplier, suggest, the_match, officer):
    company = supplier()
    notice = suggest()

    assert "Möbler till skolor" in text_of(officer.get("/tendering/matches"))
    assert "Möbler till skolor" in text_of(officer.get("/tendering/matches/board"))
    assert "Möbler till skolor" in text_of(officer.get(f"/panels/tendering.company_matches/{company}"))
    assert "Exempel Möbler AB" in text_of(officer.get(f"/panels/tendering.notice_matches/{notice}"))
    assert "Exempel Möbler AB" in text_of(officer.get("/panels/tendering.fits"))
    assert "Möbler till skolor" in text_of(officer.get(f"/tendering/matches/{the_match().id}"))
