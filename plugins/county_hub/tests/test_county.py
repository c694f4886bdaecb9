"""The county at a glance: what members tell stands side by side, and nobody is told more than that."""

from decimal import Decimal
from uuid import UUID

import pytest
from pydantic import ValidationError

from utblick.api import new_id
from utblick_county_hub import comparing, queries

NORDANSTIG, LJUSDAL, HUDIKSVALL = "2132", "2161", "2184"


def goals(platform):
    with platform.read() as ctx:
        return comparing.common_goals(ctx)


def test_goals_stand_side_by_side_and_in_sum_and_the_latest_word_counts(platform, count):
    key = count(NORDANSTIG, 2)
    count(LJUSDAL, 5)
    count(NORDANSTIG, 3, key=key)

    (goal,) = goals(platform)

    assert [(one.name, one.reading) for one in goal.standings] == [("Ljusdal", 5), ("Nordanstig", 3)]
    assert (goal.reading, goal.target) == (8, 20)


def test_a_median_is_shown_from_three_members_on(platform, count, client):
    count(NORDANSTIG, 2)
    count(LJUSDAL, 5)
    count(LJUSDAL, 6)
    assert goals(platform)[0].middle is None
    assert "median" not in client.get("/county_hub/county").text.partition("En median visas")[2]

    count(HUDIKSVALL, 9)

    assert goals(platform)[0].middle == Decimal(55)
    assert "median 55 % av målet" in client.get("/county_hub/county").text


def test_a_way_that_was_taken_back_is_no_way(platform, tell):
    kept = {"country": "DE", "kind": "sales"}
    key = tell(NORDANSTIG, "export_deals.agreement.confirmed", **kept)
    tell(LJUSDAL, "export_deals.agreement.confirmed", **kept)
    tell(NORDANSTIG, "export_deals.agreement.annulled", key, **kept)

    with platform.read() as ctx:
        assert queries.ways_by_country(ctx) == [("DE", 1, 1)]


def test_a_question_goes_to_those_with_a_way_also_when_that_comes_later(platform, tell, published):
    tell(NORDANSTIG, "export_deals.agreement.confirmed", country="EE", section="F")
    tell(LJUSDAL, "export_deals.agreement.confirmed", country="EE", section="F")
    tell(HUDIKSVALL, "export_deals.agreement.confirmed", country="EE", section="A")
    asked = {"introduction_id": str(new_id()), "country": "EE", "section": "F", "title": "Tartu"}
    tell(NORDANSTIG, "county_link.introduction.requested", **asked)

    def passed_on():
        with platform.read() as ctx:
            question = queries.question_of(ctx, NORDANSTIG, UUID(asked["introduction_id"]))
            return sorted(queries.matched(ctx, question.id))

    assert passed_on() == [LJUSDAL]
    tell(HUDIKSVALL, "export_deals.agreement.confirmed", country="EE", section="F")
    tell(NORDANSTIG, "county_link.introduction.requested", **asked)

    assert passed_on() == [LJUSDAL, HUDIKSVALL]
    assert [name for name, _data in published()] == ["county_hub.match.forwarded"] * 2


def test_an_answer_from_a_member_that_was_never_asked_goes_nowhere(platform, tell, published):
    tell(LJUSDAL, "export_deals.agreement.confirmed", country="EE")
    asked = {"introduction_id": str(new_id()), "country": "EE"}
    tell(NORDANSTIG, "county_link.introduction.requested", **asked)
    match_id = published()[0][1]["match_id"]

    tell(HUDIKSVALL, "county_link.inquiry.granted", match_id=match_id, sealed="x")
    assert len(published()) == 1
    tell(LJUSDAL, "county_link.inquiry.granted", match_id=match_id, sealed="y")

    assert published()[1][1]["sealed"] == "y"


def test_calls_are_shown_once_with_those_who_follow_them(tell, client):
    for member in (NORDANSTIG, LJUSDAL):
        tell(member, "partnerships.call.opened", identifier="CERV-1", title="Vänortsutlysning")
    tell(HUDIKSVALL, "partnerships.call.opened", identifier="CERV-2", title="Stängd utlysning")
    tell(HUDIKSVALL, "partnerships.call.closed", identifier="CERV-2")

    page = client.get("/county_hub/county").text

    assert page.count("Vänortsutlysning") == 1
    assert "följs av Ljusdal, Nordanstig" in page
    assert "Stängd utlysning" not in page


def test_seminars_with_free_seats_are_shown_by_day_until_they_are_full_or_over(announce, tell, client):
    near = announce(LJUSDAL, "Tull och moms", days=4, free_seats=3)
    far = announce(NORDANSTIG, "Polen för nybörjare", days=9, free_seats=1)
    announce(HUDIKSVALL, "Fullt hus", days=2, free_seats=0)
    announce(HUDIKSVALL, "Redan varit", days=-1, free_seats=5)
    announce(HUDIKSVALL, "För sent", days=3, free_seats=5, sign_up_until="2026-01-01")

    def shown():
        return client.get("/county_hub/county").text.partition("Seminarier med lediga platser")[2]

    page = shown()
    assert page.index("Tull och moms") < page.index("Polen för nybörjare")
    assert [title for title in ("Fullt hus", "Redan varit", "För sent") if title in page] == []
    assert "3 lediga platser" in page
    assert 'href="https://ljusdal.example/seminars/calendar/x"' in page

    announce(LJUSDAL, "Tull och moms", days=4, free_seats=2, key=near, name="seminars.seminar.changed")
    tell(NORDANSTIG, "seminars.seminar.cancelled", far, seminar_id=far)
    page = shown()
    assert "2 lediga platser" in page
    assert "Polen för nybörjare" not in page

    tell(LJUSDAL, "seminars.seminar.held", near)
    assert "Ingen kommun har ett seminarium med lediga platser just nu" in shown()


def test_a_member_cannot_end_the_seminar_of_another(announce, tell, platform):
    key = announce(LJUSDAL, "Tull och moms", days=4, free_seats=3)

    tell(NORDANSTIG, "seminars.seminar.cancelled", key)

    with platform.read() as ctx:
        assert [one.title for one in queries.free_seminars(ctx)] == ["Tull och moms"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x.example/"onclick="', "/somewhere"])
def test_an_address_that_is_none_is_refused(announce, url):
    with pytest.raises(ValidationError):
        announce(LJUSDAL, "Tull och moms", days=4, free_seats=3, url=url)


def test_stories_are_shown_the_newest_first_and_gone_when_they_are_taken_back(tell, client):
    name, url = "dissemination.story.published", "https://ljusdal.example/dissemination/stories/x"
    tell(NORDANSTIG, name, title="En klass i Riga", kind="school", published_on="2026-03-01")
    key = tell(LJUSDAL, name, title="Första affären", kind="export", published_on="2026-05-01", url=url)
    tell(NORDANSTIG, "dissemination.story.withdrawn", key)

    page = client.get("/county_hub/county").text
    assert page.index("Första affären") < page.index("En klass i Riga")
    assert f'href="{url}"' in page

    tell(LJUSDAL, "dissemination.story.withdrawn", key)
    page = client.get("/county_hub/county").text
    assert ("Första affären" in page, "En klass i Riga" in page) == (False, True)


def test_what_a_member_tells_in_another_form_is_refused_and_leaves_nothing(platform, tell):
    with pytest.raises(ValidationError):
        tell(NORDANSTIG, "export_deals.agreement.confirmed", country="<script>")

    with platform.read() as ctx:
        assert queries.everything_heard(ctx) == {}


def test_the_demo_shows_three_members_and_is_made_up_for_all_to_see(platform, client):
    from utblick_county_hub import demo

    with platform.write() as ctx:
        demo.load(ctx)
    page = client.get("/county_hub/county").text

    assert [name for name in ("Nordanstig", "Ljusdal", "Hudiksvall") if name not in page] == []
    assert "Demo: fler exportavtal" in page
    assert "Ingen förbindelse" in page


def test_a_reader_without_the_permission_sees_nothing(client_as):
    assert client_as(None).get("/county_hub/county").status_code == 303
