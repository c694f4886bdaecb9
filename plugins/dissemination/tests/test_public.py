"""What others meet: the organisation its text and its links, everybody the stories as pages, JSON and feed."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from utblick.api import link_key
from utblick_dissemination.models import WITHDRAW, Consent
from utblick_dissemination.service import consents, stories

AGREE = {"verdict": "agree", "answered_by": "Kim Provsson"}


@pytest.fixture
def visitor(client_as):
    return client_as(None)


def test_the_organisation_reads_the_text_that_is_published_then(
    visitor, make_story, firm, ask, publish, letters
):
    story_id = make_story(
        firm,
        title_en="The first deal in Estonia",
        done_en="We went there.",
        lessons="Fyra resor gick om intet.",
    )
    page = ask(story_id)
    assert "May we tell this?" in visitor.get(f"{page}?language=en").text
    shown = visitor.get(f"{page}?language=sv")
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    read = {
        text: text in shown.text for text in ("Vi åkte dit.", "We went there.", "Fyra resor gick om intet.")
    }
    assert set(read.values()) == {True}

    agreed = visitor.submit(page, AGREE)

    assert visitor.get(page).status_code == 410
    assert "Du har godkänt texten" in visitor.get(agreed.headers["location"]).text
    public = visitor.get(publish(story_id)).text
    assert ("Vi åkte dit." in public, "Fyra resor gick om intet." in public) == (True, True)
    assert [(about, to) for about, to, _text in letters()] == [
        ("question", "kim@exempel.example"),
        ("agreed", "kim@exempel.example"),
        ("published", "kim@exempel.example"),
    ]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"answered_by": "Kim"}, "verdict"),
        ({"verdict": "agree"}, "answered_by"),
        ({"verdict": "change", "answered_by": "Kim"}, "comment"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_the_link_still_works(
    visitor, make_story, firm, ask, answer, field
):
    page = ask(make_story(firm))

    refused = visitor.submit(page, answer)

    assert (refused.status_code, f'href="#f-{field}"' in refused.text) == (422, True)
    assert visitor.get(page).status_code == 200


def test_a_wish_for_changes_is_a_task_and_a_no_is_the_end(visitor, client, make_story, firm, ask, state):
    wished, refused = make_story(firm), make_story(firm)

    visitor.submit(ask(wished), {"verdict": "change", "answered_by": "Kim", "comment": "Skriv Tartu."})
    visitor.submit(ask(refused), {"verdict": "refuse", "answered_by": "Kim"})

    assert (state(wished), state(refused)) == ("drafted", "declined")
    assert "Skriv Tartu." in client.get(f"/panels/dissemination.desk/{wished}").text
    assert "Ändra berättelsen som organisationen önskar" in client.get("/tasks?whose=all").text


def test_a_link_works_for_so_long(visitor, platform, make_story, firm):
    story_id = make_story(firm)
    with platform.write() as ctx:
        token = consents.ask_organisation(ctx.at(ctx.now - timedelta(days=31)), story_id, {})

    assert visitor.get(f"/dissemination/consent/{token}").status_code == 410
    assert visitor.get("/dissemination/consent/finns-inte").status_code == 404


def test_the_organisation_takes_its_consent_back_at_any_time_and_the_story_is_gone_everywhere(
    visitor, make_story, firm, ask, publish, letters, state, published
):
    story_id = make_story(firm)
    visitor.submit(ask(story_id), AGREE)
    page = publish(story_id)
    link = re.search(r"/dissemination/withdraw/[\w-]+", letters()[-1][2])
    assert link is not None
    assert visitor.get(link[0]).status_code == 200
    assert visitor.get(page).status_code == 200

    visitor.submit(link[0], {})

    gone = [visitor.get(address).status_code for address in (page, f"{page}/story.json", link[0])]
    assert gone == [410, 410, 410]
    assert visitor.get("/dissemination/stories.json").json() == []
    for listed in ("/dissemination/stories", "/dissemination/stories.xml"):
        assert "Första affären" not in visitor.get(listed).text
    assert state(story_id) == "withdrawn"
    assert published()[-1][0] == "dissemination.story.withdrawn"


def test_everybody_reads_chooses_and_follows_stories(visitor, make_story, publish):
    estonia = make_story(title_en="The first deal in Estonia", done_en="We went there.")
    make_story(title="Inte publicerad")
    publish(estonia)
    publish(make_story(title="Klassen som skrev tyska", kind="school", country="DE"))

    page, english = (visitor.get(f"/dissemination/stories?language={code}").text for code in ("sv", "en"))
    school = visitor.get("/dissemination/stories?kind=school&language=sv").text
    (plain,) = visitor.get("/dissemination/stories.json?country=EE").json()
    feed = visitor.get("/dissemination/stories.xml")

    assert "Inte publicerad" not in page
    assert "The first deal in Estonia" in english
    assert '<h2 lang="sv">' in english
    assert ("Klassen" in school, "Första affären" in school) == (True, False)
    assert plain["versions"]["sv"]["parts"][0] == {"heading": "Vad som gjordes", "text": "Vi åkte dit."}
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == 2


def test_a_reader_sees_the_preview_and_may_not_publish(client_as, make_story, platform):
    story_id = make_story()
    with platform.write() as ctx:
        stories.approve_story(ctx, story_id, {})
    reader = client_as("reader")

    assert "Vi åkte dit." in reader.get(f"/dissemination/desk/{story_id}/preview").text
    assert reader.submit(f"/dissemination/desk/{story_id}/do/publish", {}).status_code == 403


def test_the_link_that_takes_a_consent_back_is_another_when_a_key_of_the_installation_is_forgotten(
    platform, visitor, make_story, firm, ask, publish, letters, cli
):
    visitor.submit(ask(make_story(firm)), AGREE)
    mailed = re.search(r"/dissemination/withdraw/[\w-]+", letters()[-1][2])
    assert mailed is not None
    old = cli("key", "list").stdout.split("\t")[0]
    cli("key", "rotate")
    assert visitor.get(mailed[0]).status_code == 200

    cli("key", "forget", old, "--yes")

    assert visitor.get(mailed[0]).status_code == 404
    with platform.read() as ctx:
        consent = ctx.session.exec(select(Consent)).one()
        now = f"/dissemination/withdraw/{link_key(ctx, WITHDRAW, consent.id, consent.nonce)}"
    assert visitor.get(now).status_code == 200
