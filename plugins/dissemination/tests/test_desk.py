"""The desk: suggested by a consent, agreed to as written, approved by another, never told otherwise."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from utblick.api import Conflict, Invalid
from utblick_dissemination import demo, privacy
from utblick_dissemination.models import Consent, Story
from utblick_dissemination.service import stories
from utblick_dissemination.subscribers import MayBeTold, suggest_export


def told(published, name):
    return [data for event, data in published() if event == f"dissemination.story.{name}"]


@pytest.fixture
def let_be_told(platform, firm):
    def make(agreement_id, *, named):
        with platform.write() as ctx:
            said = {"agreement_id": agreement_id, "organisation_id": firm, "named": named}
            suggest_export(ctx, MayBeTold.model_validate(said))
        with platform.read() as ctx:
            return [(one.title, one.state, one.named) for one in ctx.session.exec(select(Story))]

    return make


def test_a_company_that_lets_its_story_be_told_is_suggested_once(let_be_told, published):
    agreement = uuid4()

    assert let_be_told(agreement, named=True) == [("Björkstugan Trä AB utomlands", "suggested", True)]
    assert let_be_told(agreement, named=True) == [("Björkstugan Trä AB utomlands", "suggested", True)]
    assert len(told(published, "suggested")) == 1


def test_a_company_that_is_not_to_be_named_is_named_neither_in_the_title_nor_later(
    let_be_told, platform, client
):
    ((title, _state, named),) = let_be_told(uuid4(), named=False)
    assert (title, named) == ("Ett av våra företag utomlands", False)

    with platform.read() as ctx:
        story_id = ctx.session.exec(select(Story.id)).one()
    form = f"/dissemination/desk/{story_id}/edit"
    for field, text in (
        ("done", "Björkstugan Träs första affär."),
        ("lessons", "Provssons idé höll inte."),
        ("evidence_en", "See bjorkstugan.example"),
        ("named", "1"),
    ):
        refused = client.submit(form, {"title": title, "kind": "export", field: text})
        assert (refused.status_code, f'href="#f-{field}"' in refused.text) == (422, True), field


def test_a_company_that_is_no_longer_to_be_named_leaves_the_public_page(
    let_be_told, platform, change, ask, publish, client_as, state
):
    agreement, visitor = uuid4(), client_as(None)
    let_be_told(agreement, named=True)
    with platform.write() as ctx:
        story_id = ctx.session.exec(select(Story.id)).one()
        stories.draft_story(ctx, story_id, {})
    change(story_id, done="Vi åkte dit.", evidence="Tre nya kunder.")
    visitor.submit(ask(story_id), {"verdict": "agree", "answered_by": "Kim"})
    page = publish(story_id)
    assert "Björkstugan" in visitor.get(page).text

    let_be_told(agreement, named=False)

    assert state(story_id) == "withdrawn"
    assert visitor.get(page).status_code == 410


def test_a_story_of_our_own_needs_nobodys_consent_and_one_about_others_does(make_story, firm, publish, state):
    ours, theirs = make_story(), make_story(firm)

    publish(ours)
    with pytest.raises(Conflict):
        publish(theirs)

    assert (state(ours), state(theirs)) == ("published", "drafted")


def test_another_text_needs_consent_and_approval_once_more(
    make_story, firm, ask, change, publish, state, client_as, platform
):
    visitor, story_id = client_as(None), make_story(firm)
    first = ask(story_id)
    change(story_id, done="Vi åkte dit två gånger.")
    assert (state(story_id), visitor.get(first).status_code) == ("drafted", 410)

    visitor.submit(ask(story_id), {"verdict": "agree", "answered_by": "Kim"})
    change(story_id, evidence="Fyra nya kunder.")
    assert state(story_id) == "drafted"
    with pytest.raises(Conflict):
        publish(story_id)

    visitor.submit(ask(story_id), {"verdict": "agree", "answered_by": "Kim"})
    with platform.write() as ctx:
        stories.approve_story(ctx, story_id, {})
    change(story_id, title="En annan rubrik")
    assert state(story_id) == "drafted"


def test_a_published_text_stands_as_it_is(make_story, publish, change):
    story_id = make_story()
    publish(story_id)

    with pytest.raises(Invalid) as refused:
        change(story_id, done="Något helt annat.")

    assert [problem.field for problem in refused.value.problems] == ["done"]


def test_nothing_is_asked_about_before_it_says_what_was_done_and_what_shows_it(make_story, firm, ask):
    story_id = make_story(firm, done="", evidence="")

    with pytest.raises(Invalid) as refused:
        ask(story_id)

    assert [problem.field for problem in refused.value.problems] == ["done", "evidence"]


def test_whoever_wrote_the_text_last_does_not_approve_it(client_as, client, platform, state):
    officer = client_as("coordinator")
    form = {"title": "Vår egen", "kind": "school", "done": "Så här.", "evidence": "Det syns."}
    page = officer.submit("/dissemination/desk/new", form).headers["location"]

    officer.submit(f"{page}/do/approve", {})
    assert "Du har skrivit texten senast" in officer.get(page).text
    client.submit(f"{page}/do/approve", {})

    assert state(UUID(page.rpartition("/")[2])) == "approved"


def test_of_a_story_that_is_only_ours_nothing_leaves_and_of_others_no_person_or_unnamed_company(
    make_story, firm, ask, publish, client_as, published, platform
):
    from sqlalchemy import text

    publish(make_story(share="municipality"))
    unnamed = make_story(firm, named=False)
    client_as(None).submit(ask(unnamed), {"verdict": "agree", "answered_by": "Kim"})
    publish(unnamed)

    ours, theirs = told(published, "published")
    assert theirs["organisation_id"] is None
    assert set(theirs) >= {"title", "kind", "country", "municipality", "url"}
    look = "SELECT share FROM core_event WHERE name = 'dissemination.story.published' ORDER BY seq"
    with platform.read() as ctx:
        shares = [share for (share,) in ctx.session.connection().execute(text(look))]
    assert (shares, ours["country"]) == (["municipality", "public"], "EE")


def test_a_person_who_is_erased_leaves_the_answer_and_no_name(platform, make_story, firm, ask):
    ask(make_story(firm))
    with platform.write() as ctx:
        person = ctx.people.at(firm)[0].id
        assert len(privacy.export(ctx, person)["dissemination_consent"]) == 1
        assert privacy.erase(ctx, person) == 1
        kept = ctx.session.exec(select(Consent)).one()
        assert (kept.person_id, kept.recipient_name, kept.recipient_email) == (None, "", "")


def test_the_demo_is_made_up_for_all_to_see(platform, client):
    with platform.write() as ctx:
        ctx.organisations.register("Exempel Trähus AB")
        ctx.organisations.register("Exempel Såg AB")
        demo.load(ctx)

    shown = client.get("/dissemination/stories.json").json()

    assert [one["versions"]["sv"]["title"][:6] for one in shown] == ["Demo: "] * 3
    assert "Exempel Såg" not in str(shown)
    assert "3 berättelser publicerades" in client.get("/panels/dissemination.overview").text
