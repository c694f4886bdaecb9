"""A need in three fields: by the adviser, by the company's own link, and what is chosen of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from utblick.api import Conflict
from utblick_university_node.queries import needs as queries
from utblick_university_node.service import links, needs

NEED = {"problem": "Fukt i limträ under byggtiden", "help_wanted": "mätning", "wanted_when": "year"}


@pytest.fixture
def now():
    """The pages run by the real clock, so what they show must be young."""
    return datetime.now(UTC)


def test_the_adviser_states_a_need_and_sees_what_it_could_become(client_as, node, published):
    officer = client_as("officer")

    made = officer.submit("/university_node/state-need", {**NEED, "organisation_id": str(node.company)})

    assert made.status_code == 303
    need = made.headers["location"]
    box = officer.get(f"/panels/university_node.drafts/{need.rpartition('/')[2]}").text
    for told in ("Utveckla och pröva", "Mittuniversitetet", "Högskolan i Gävle", "pekar mot Bygg och trä"):
        assert told in box
    assert "university_node.need.stated" in dict(published())


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(client_as, node):
    refused = client_as("officer").submit("/university_node/state-need", {**NEED, "problem": "kort"})

    assert refused.status_code == 422
    assert 'href="#f-organisation_id"' in refused.text
    assert "mätning" in refused.text


def test_a_company_is_mailed_its_own_link_and_states_its_need_without_signing_in(
    client_as, node, letters, published
):
    client_as("officer").submit(f"/university_node/organisations/{node.company}/invite", {})
    [(to, path)] = letters()
    visitor = client_as(None)

    shown = visitor.get(f"{path}?language=en")
    visitor.get(f"{path}?language=sv")
    answered = visitor.submit(path, NEED)

    assert to == "anna@sag.example"
    assert "What do you need help with?" in shown.text
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    assert answered.status_code == 303
    after = visitor.get(answered.headers["location"]).text
    assert "Det här kan det bli" in after
    assert "Utveckla och pröva: Fukt i limträ" in after
    assert dict(published())["university_node.need.stated"]["source"] == "company"
    assert visitor.submit(path, NEED).status_code == 303


def test_a_link_that_is_unknown_replaced_or_too_old_says_so(client_as, platform, node, now):
    with platform.write(now=now - timedelta(days=200)) as ctx:
        old = needs.invite_company(ctx, node.company).url
    with platform.write(now=now) as ctx:
        first, _second = (needs.invite_company(ctx, node.company).url for _time in range(2))
        later = links.make_link(ctx, links.NODE, node.miun_contact, links.Recipient(), days=1).url
    visitor = client_as(None)

    def status(url):
        return visitor.get("/university_node" + url.partition("/university_node")[2]).status_code

    wrong = "/university_node/need/" + later.rpartition("/")[2]
    assert [status(old), status(first), status("/university_node/need/" + "x" * 43), status(wrong)] == [
        410,
        410,
        404,
        404,
    ]


def test_a_chosen_subject_becomes_an_assignment_with_its_season(platform, node, now, published):
    with platform.write(now=now) as ctx:
        need = needs.state_need(ctx, {**NEED, "organisation_id": node.company})
        first, second, *_more = queries.drafts(ctx, need.id)
        made = needs.choose_draft(ctx, first.id, {"title": "Fukt i limträ, mätt"})
        season = first.season_id
    with platform.read() as ctx:
        states = {one.id: one.state for one in queries.drafts(ctx, need.id)}
        assert queries.need(ctx, need.id).state == "assigned"
    assert (made.title, made.state, made.season_id, made.need_id) == (
        "Fukt i limträ, mätt",
        "idea",
        season,
        need.id,
    )
    assert made.starts_on is not None
    assert (states[first.id], states[second.id]) == ("chosen", "set_aside")
    assert dict(published())["university_node.draft.chosen"]["assignment_id"] == str(made.id)
    with platform.write(now=now) as ctx, pytest.raises(Conflict):
        needs.choose_draft(ctx, first.id, {})


def test_new_suggestions_replace_those_that_nobody_has_judged(platform, node, now):
    with platform.write(now=now) as ctx:
        need = needs.state_need(ctx, {**NEED, "organisation_id": node.company})
        judged = queries.drafts(ctx, need.id)[0]
        needs.set_draft_aside(ctx, judged.id, {})
        needs.update_need(ctx, need, {"problem": "Vår webb säljer inte utomlands"})
        needs.suggest_subjects(ctx, need.id)
        found = queries.drafts(ctx, need.id)
    assert judged.id in {one.id for one in found}
    assert not any(re.search("Fukt", one.title) for one in found if one.state == "suggested")
