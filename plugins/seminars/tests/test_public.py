"""What everybody meets: the calendar, the form, the own link, the survey; and the desk and the door for staff."""

import re
from datetime import timedelta

import pytest

from utblick_seminars import surveys
from utblick_seminars.models import Answer, Moment, Seminar
from utblick_seminars.service import answering, checking_in, seminars
from utblick_seminars.service.letters import survey_link

FORM = {"name": "Anna Exempel", "email": "anna@exempel.example", "audience": "public"}


@pytest.fixture
def visitor(client_as):
    return client_as(None)


def test_the_calendar_shows_what_can_be_signed_up_for_in_both_languages(visitor, make_seminar):
    make_seminar()
    make_seminar(title="Bara planerat", published=False)
    make_seminar(title="Redan över", hours=-30)

    swedish, english = (visitor.get(f"/seminars/calendar?language={code}").text for code in ("sv", "en"))

    assert "2 lediga platser" in swedish
    assert [title for title in ("Bara planerat", "Redan över") if title in swedish] == []
    assert "Cultural differences: Poland" in english
    assert "Kulturskillnader" not in visitor.get("/seminars/calendar?audience=public&language=sv").text


def test_programs_read_the_same_as_json_and_as_a_calendar(visitor, make_seminar):
    seminar_id = make_seminar(online_url="https://mote.example/hemligt")

    (told,) = visitor.get("/seminars/calendar.json").json()
    file = visitor.get("/seminars/calendar.ics")
    one = visitor.get(f"/seminars/calendar/{seminar_id}/seminar.ics").text

    assert (told["free_seats"], told["online"], told["title"]["sv"]) == (2, True, "Kulturskillnader: Polen")
    assert file.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Kulturskillnader: Polen" in file.text
    assert f"/seminars/calendar/{seminar_id}" in one.replace("\r\n ", "")
    assert "hemligt" not in str(told) + file.text + visitor.get(f"/seminars/calendar/{seminar_id}").text


def test_whoever_signs_up_has_a_place_or_is_told_the_place_in_line(visitor, make_seminar, states, letters):
    seminar_id = make_seminar(seats=1)
    url = f"/seminars/calendar/{seminar_id}"

    first = visitor.get(visitor.submit(url, FORM).headers["location"]).text
    second = visitor.submit(url, {**FORM, "name": "Bo Exempel", "email": "bo@exempel.example"})

    assert "Du har en plats" in first
    assert "Du har plats 1 på väntelistan" in visitor.get(second.headers["location"]).text
    assert states(seminar_id) == ("full", {"Anna": "confirmed", "Bo": "waitlisted"})
    assert [(about, to) for about, to, _text in letters()] == [("place", "anna"), ("waiting", "bo")]
    assert "1 person väntar" in visitor.get(url).text


def test_an_address_that_is_there_already_is_answered_as_any_other(visitor, make_seminar, states, letters):
    seminar_id = make_seminar()
    url = f"/seminars/calendar/{seminar_id}"

    answers = [
        visitor.submit(url, {**FORM, "name": name}).headers["location"] for name in ("Anna A", "Nån B")
    ]

    assert answers[0] == answers[1]
    assert states(seminar_id) == ("open", {"Anna": "confirmed"})
    assert len(letters()) == 2


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("email", "nobody"), ("audience", ""), ("audience", "kings")]
)
def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(
    visitor, make_seminar, published, field, value
):
    url = f"/seminars/calendar/{make_seminar()}"
    before = published()

    refused = visitor.submit(url, {**FORM, "organisation_name": "Exempel Såg", field: value})

    assert refused.status_code == 422
    assert f'href="#f-{field}"' in refused.text
    assert "Exempel Såg" in refused.text
    assert published() == before


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(visitor, make_seminar, states):
    seminar_id = make_seminar()

    assert visitor.submit(f"/seminars/calendar/{seminar_id}", {**FORM, "homepage": "x"}).status_code == 303
    assert states(seminar_id) == ("open", {})


class TestManySignUps:
    @pytest.fixture
    def settings(self, settings):
        return settings.model_copy(update={"plugin": {"seminars": {"sign_ups_per_hour": 2}}})

    def test_one_network_signs_up_so_many_and_is_told_when_to_come_back(self, visitor, make_seminar):
        url = f"/seminars/calendar/{make_seminar()}"

        answers = [visitor.submit(url, {**FORM, "email": f"a{n}@exempel.example"}) for n in range(3)]

        assert [answer.status_code for answer in answers] == [303, 303, 429]
        assert "Inte skickat än" in answers[2].text


def test_one_corrects_and_gives_up_ones_place_by_the_own_link(visitor, make_seminar, sign_up, place, states):
    seminar_id = make_seminar(seats=1, online_url="https://mote.example/rum")
    mine, waiting = place(sign_up(seminar_id, "anna")), place(sign_up(seminar_id, "bo"))
    shown = visitor.get(mine)
    assert "https://mote.example/rum" in shown.text
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    assert "mote.example" not in visitor.get(waiting).text

    saved = visitor.submit(mine, {"name": "Annika Exempel", "audience": "authorities"})
    assert "Dina ändringar är sparade" in visitor.get(saved.headers["location"]).text
    gone = visitor.submit(f"{mine}/give-up", {})

    assert "Du har lämnat din plats" in visitor.get(gone.headers["location"]).text
    assert states(seminar_id) == ("full", {"Annika": "withdrawn", "Bo": "confirmed"})
    assert "https://mote.example/rum" in visitor.get(waiting).text
    assert visitor.submit(mine, {"name": "Annika", "audience": "public"}).status_code == 409


def test_unknown_links_and_those_of_cancelled_seminars_say_so(
    platform, visitor, make_seminar, sign_up, place
):
    seminar_id = make_seminar()
    mine = place(sign_up(seminar_id))
    with platform.write() as ctx:
        seminars.cancel_seminar(ctx, seminar_id, {"reason": "Storm"})

    assert visitor.get("/seminars/place/" + "x" * 43).status_code == 404
    assert visitor.get(mine).status_code == 410
    assert "Storm" in visitor.get(f"/seminars/calendar/{seminar_id}").text


def survey_of(platform, seminar_id, moment):
    with platform.read() as ctx:
        return "/" + survey_link(ctx, ctx.session.get(Seminar, seminar_id), moment, "sv").split("/", 3)[3]


def test_the_survey_is_anonymous_and_says_something_from_five_answers_on(
    platform, visitor, client, make_seminar, published
):
    seminar_id = make_seminar()
    before = survey_of(platform, seminar_id, Moment.BEFORE).partition("?")[0]
    refused = visitor.submit(before, {"knowledge_0": "2", "attitude_0": "6"})
    assert refused.status_code == 422
    assert 'href="#f-attitude_0"' in refused.text
    for number in range(4):
        assert (
            visitor.submit(before, {"knowledge_0": "2", "attitude_0": str(2 + number % 2)}).status_code == 303
        )
    box = f"/panels/seminars.survey/{seminar_id}"
    few = client.get(box).text

    visitor.submit(before, {"knowledge_0": "2", "attitude_0": "3"})
    with platform.write() as ctx:
        seminar = ctx.session.get(Seminar, seminar_id)
        for _one in range(5):
            answering.keep_answer(ctx, seminar, Moment.AFTER, [(4, 4)])

    with platform.read() as ctx:
        result = surveys.result_of(ctx, ctx.session.get(Seminar, seminar_id))
        columns = set(Answer.__table__.columns.keys())
    assert "Vet, före" not in few
    assert "Resultatet visas från 5 svar" in few
    assert (str(result.knowledge_delta), str(result.attitude_delta)) == ("2.0", "1.4")
    assert "Tycker, efter" in client.get(box).text
    assert columns == {"id", "seminar_id", "moment", "topic", "knowledge", "attitude"}
    told = [data for name, data in published() if name == "seminars.survey.answered"]
    assert told[0] == {"seminar_id": str(seminar_id), "moment": "before"}


def test_the_survey_afterwards_opens_with_the_seminar_and_goes_to_those_who_came(
    platform, visitor, make_seminar, sign_up, letters, now
):
    from utblick_seminars import jobs

    seminar_id = make_seminar(hours=2)
    after = survey_of(platform, seminar_id, Moment.AFTER)
    assert visitor.get(after).status_code == 410
    came, _missed = sign_up(seminar_id, "anna"), sign_up(seminar_id, "bo")
    with platform.write(now=now + timedelta(hours=3)) as ctx:
        checking_in.check_in(ctx, came)
        seminars.hold_seminar(ctx, seminar_id, {})
        jobs.send_letters(ctx)

    about, to, text = letters()[-1]
    assert (about, to) == ("thanks", "anna")
    assert after.partition("?")[0] in text


def test_check_in_on_a_telephone_counts_with_one_press_and_undoes_with_one(
    platform, client, make_seminar, sign_up, states
):
    seminar_id = make_seminar(hours=2)
    anna, bo = sign_up(seminar_id, "anna"), sign_up(seminar_id, "bo")
    door = f"/seminars/seminars/{seminar_id}/check-in"
    page = client.get(door).text
    assert "Anna Exempel är här" in page

    for press in (f"came/{anna}", f"came/{bo}", f"undo/{bo}", f"absent/{bo}"):
        assert client.submit(f"{door}/{press}", {}).status_code == 303
    fragment = client.submit(f"{door}/walk-in", {"audience": "public"}, headers={"hx-request": "true"})

    assert fragment.text.lstrip().startswith('<div id="door"')
    assert states(seminar_id)[1] == {"Anna": "attended", "Bo": "no_show", "": "attended"}
    assert "Utan namn" in fragment.text
    assert "Bo Exempel" not in client.get(f"{door}?q=anna").text


def test_a_reader_sees_the_desk_and_may_not_check_in(client_as, make_seminar, sign_up):
    seminar_id = make_seminar()
    sign_up(seminar_id)
    reader = client_as("reader")

    assert "Tagna platser" in reader.get(f"/panels/seminars.desk/{seminar_id}").text
    assert reader.get(f"/seminars/seminars/{seminar_id}/check-in").status_code == 403


def test_the_list_of_a_seminar_is_taken_out_as_csv(client, make_seminar, sign_up):
    seminar_id, other = make_seminar(), make_seminar()
    sign_up(seminar_id, "anna")
    sign_up(other, "bo")

    taken = client.get(f"/seminars/registrations/export.csv?seminar_id={seminar_id}").text

    assert "Anna Exempel" in taken
    assert "Bo Exempel" not in taken


def test_the_demo_is_made_up_for_all_to_see_and_told_in_events(platform, client, published):
    from utblick_seminars import demo

    with platform.write() as ctx:
        demo.load(ctx)

    page = client.get("/seminars/calendar").text
    titles = re.findall(r"<h2><a[^>]*>([^<]+)</a></h2>", page)
    assert len(titles) == 3
    assert all(title.startswith("Demo: ") for title in titles)
    (evaluated,) = [data for name, data in published() if name == "seminars.seminar.evaluated"]
    assert (evaluated["attitude_raised"], evaluated["attitude_delta"]) == (True, "1.5")
    assert "Hur attityden ändrades" in client.get("/panels/seminars.overview").text
