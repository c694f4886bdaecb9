"""Universities, their contacts who come and go, agreements that end, and what goes abroad."""

from datetime import timedelta

import pytest

from utblick.api import Conflict, Invalid
from utblick_university_node import jobs, privacy
from utblick_university_node.models import Cooperation, Institution, Springboard
from utblick_university_node.queries import abroad, assignments, institutions
from utblick_university_node.service import assignments as assignment_verbs
from utblick_university_node.service import experts, placements
from utblick_university_node.service import institutions as service


def test_a_university_takes_part_once_with_its_ror_id_and_its_seasons(platform, node, now):
    with platform.write(now=now) as ctx:
        row = ctx.session.get(Institution, node.miun)
        assert ctx.organisations.identifiers(row.organisation_id)["ror"] == row.ror
        assert len([one for one in institutions.seasons(ctx) if one.institution_id == row.id]) >= 6
        with pytest.raises(Invalid):
            service.add_institution(ctx, {"organisation_id": row.organisation_id})
    with platform.write(now=now + timedelta(days=100)) as ctx:
        said = jobs.plan_seasons(ctx)
        assert jobs.plan_seasons(ctx) is None
    assert str(said).endswith("seasons were planned.")


def test_a_successor_takes_over_everything_that_is_open(platform, node, make_assignment, now, published):
    assignment = make_assignment(contact_id=node.miun_contact)
    with platform.write(now=now) as ctx:
        person = ctx.people.register("Demo Kontakt 3").id
        successor = service.add_contact(ctx, {"institution_id": node.miun, "person_id": person}).id
        with pytest.raises(Invalid):
            service.replace_contact(ctx, node.miun_contact, {"successor_id": node.hig_contact})
        service.replace_contact(ctx, node.miun_contact, {"successor_id": successor})
    with platform.read() as ctx:
        assert assignments.assignment(ctx, assignment).contact_id == successor
        assert institutions.left_behind(ctx) == []
    told = dict(published())["university_node.node_contact.replaced"]
    assert (told["open_assignments"], told["successor_id"]) == (1, str(successor))


def test_what_a_contact_leaves_behind_is_shown_and_handed_over(
    platform, node, make_assignment, now, client_as
):
    assignment = make_assignment(contact_id=node.hig_contact, institution_id=node.hig)
    with platform.write(now=now) as ctx:
        service.leave_contact(ctx, node.hig_contact, {})
    officer = client_as("officer")
    assert "1 uppdrag har lämnats kvar" in officer.get("/panels/university_node.monday").text
    assert "Lägg till en kontakt först" in officer.get("/university_node/handover").text
    with platform.write(now=now) as ctx:
        person = ctx.people.register("Demo Kontakt 4").id
        other = service.add_contact(ctx, {"institution_id": node.hig, "person_id": person}).id
        with pytest.raises(Conflict):
            assignment_verbs.hand_over(ctx, assignment, node.miun_contact)
    moved = officer.submit(f"/university_node/assignments/{assignment}/hand-over", {"contact_id": str(other)})
    assert moved.status_code == 303
    assert "Inget är kvarlämnat" in officer.get("/university_node/handover").text


def test_who_answers_for_an_agreement_is_told_once_before_it_ends(platform, node, now, client, published):
    with platform.write(now=now) as ctx:
        row = Cooperation(title="Samverkan", institution_id=node.miun)
        ctx.session.add(row)
        ctx.session.flush()
        until = ctx.today + timedelta(days=300)
        signed = {"signed_on": ctx.today, "registry_number": "KS 2026/00001", "valid_until": until}
        service.sign_cooperation(ctx, row.id, signed)
    for days in (170, 190, 191):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            jobs.remind(ctx)
    assert client.get("/tasks?whose=all").text.count("Förnya eller avsluta samverkansavtalet") >= 1
    with platform.read() as ctx:
        assert institutions.cooperation(ctx, row.id).reminded_on == (now + timedelta(days=190)).date()
    assert dict(published())["university_node.cooperation.signed"]["university_id"] == str(node.miun_place)


def test_a_contact_gets_a_link_to_what_is_not_public(
    platform, node, make_assignment, client_as, letters, now
):
    assignment = make_assignment(
        title="Bara för lärosäten", title_en="", published=False, interest_until=None
    )
    with platform.write() as ctx:
        assignment_verbs.publish_assignment(ctx, assignment, {"visibility": "node"})
        service.send_node_link(ctx, node.miun_contact, {})
    [(to, path)] = letters()
    visitor = client_as(None)

    assert to == "miun@exempel.example"
    assert "Bara för lärosäten" in visitor.get(path).text
    assert "Bara för lärosäten" not in visitor.get("/university_node/open").text


def test_a_placement_serves_a_firms_market_and_brings_a_note_home(
    platform, node, make_student, now, published
):
    student = make_student(countries=["FI"])
    with platform.write(now=now) as ctx:
        row = placements.wish_placement(ctx, {"direction": "out", "country": "FI", "student_id": student})
        with pytest.raises(Invalid):
            placements.match_placement(ctx, row.id, {})
    with platform.write(now=now) as ctx:
        placements.match_placement(ctx, row.id, {"organisation_id": node.company})
        for verb in (placements.agree_placement, placements.start_placement, placements.complete_placement):
            verb(ctx, row.id, {})
        note = placements.debrief_placement(
            ctx, row.id, {"learnt": "Spårbarhet först", "led_to_lead": "unknown"}
        )
        placements.update_note(ctx, note, {"led_to_lead": "yes"})
    told = published()
    completed = dict(told)["university_node.placement.completed"]
    assert (completed["municipality"], completed["country"]) == ("2132", "FI")
    notes = [data["led_to_lead"] for name, data in told if name == "university_node.market_note.filed"]
    assert notes == ["unknown", "yes"]


def test_a_springboard_is_offered_and_used(platform, node, now, published):
    with platform.write(now=now) as ctx:
        row = Springboard(title="Finland", institution_id=node.miun, country="FI")
        ctx.session.add(row)
        ctx.session.flush()
        placements.offer_springboard(ctx, row.id, {"organisation_id": node.company})
        placements.use_springboard(ctx, row.id, {"result": "Två möten"})
    assert dict(published())["university_node.springboard.used"]["organisation_id"] == str(node.company)


@pytest.fixture
def expert(platform, node, now):
    with platform.write(now=now) as ctx:
        person = ctx.people.register("Demo Expert 1").id
        values = {
            "person_id": person,
            "institution_id": node.hig,
            "field": "production",
            "competence": ["svetsning", "tunnplåt"],
            "consent_on": ctx.today,
        }
        return experts.list_expert(ctx, values).id, person


def test_an_expert_is_found_by_a_companys_words_with_reasons(client_as, expert):
    officer = client_as("officer")
    found = officer.get("/university_node/find-expert?need=Vi+har+problem+med+svetsningen").text
    nobody = officer.get("/university_node/find-expert?need=honung").text

    assert "Demo Expert 1" in found
    assert "Har kompetens inom svetsning" in found
    assert "Demo Expert 1" not in nobody


def test_a_withdrawn_consent_hides_the_expert_and_is_told(platform, client_as, expert, now, published):
    with platform.write(now=now) as ctx:
        experts.hide_expert(ctx, expert[0], {"consent_withdrawn": True})

    assert "Demo Expert 1" not in client_as("officer").get("/university_node/find-expert?need=svetsning").text
    assert dict(published())["university_node.expert.hidden"]["consent_withdrawn"] is True
    with platform.read() as ctx, pytest.raises(Invalid):
        experts.list_expert(ctx, {"institution_id": None, "consent_on": None, "competence": []})


def test_erasing_an_expert_hides_the_competence_too(platform, expert, now):
    with platform.write(now=now) as ctx:
        assert privacy.export(ctx, expert[1])["university_node_expert"]
        assert privacy.erase(ctx, expert[1]) == 1
    with platform.read() as ctx:
        assert abroad.listed_experts(ctx) == []
