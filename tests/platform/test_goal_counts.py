from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from sqlmodel import select, update

from utblick.mail.models import Mail
from utblick.testing.running import eventually, running_bus
from utblick_evaluation.models import Evidence, Goal
from utblick_evaluation.presets import load_pilot
from utblick_export_deals import service
from utblick_export_deals.forms import CompanyAnswer
from utblick_export_deals.models import Agreement

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
AGREES = {
    "verdict": "agree",
    "answered_by": "Anna Exempel",
    "without_help": "half",
    "at_risk": "no",
    "prerequisite": "partly",
    "sped_up": "yes",
    "larger": "unknown",
    "story": "no",
}


@pytest.fixture
def goal(platform):
    """The goal of five export agreements, on a bus that runs."""
    with platform.write() as ctx:
        load_pilot(ctx, *YEAR)
        found = ctx.session.exec(select(Goal).where(Goal.code == "M4")).one().id
    with running_bus(platform):
        yield found


def reading(platform, goal):
    with platform.read() as ctx:
        return ctx.session.get(Goal, goal).reading


def sign(platform, name="Exempel Såg AB", municipality="2132"):
    with platform.write() as ctx:
        company = ctx.organisations.register(name, municipality=municipality, email="info@sag.example").id
        lead = service.open_lead(ctx, {"title": "Limträ", "organisation_id": company, "country": "DE"}).id
        service.qualify_lead(ctx, lead, {})
        service.negotiate_lead(ctx, lead, {})
        return service.sign_lead(
            ctx,
            lead,
            {
                "kind": "sales",
                "signed_on": date(2026, 5, 4),
                "partner_name": "Muster GmbH",
                "value": Decimal(1000),
                "currency": "EUR",
            },
        ).id


def ask(platform, agreement):
    with platform.write() as ctx:
        service.ask_company(ctx, agreement, {"recipient_email": "info@sag.example"})
        mails = ctx.session.exec(select(Mail).order_by(Mail.created_at)).all()
        link = next(word for word in mails[-1].body_text.split() if "/confirm/" in word)
    return urlsplit(link).path.rpartition("/")[2]


def confirm(platform, agreement):
    token = ask(platform, agreement)
    with platform.write() as ctx:
        seen = ctx.session.get(Agreement, agreement).version
        service.answer_question(ctx, token, CompanyAnswer(seen=seen, **AGREES))


def test_a_confirmation_counts_within_a_second_and_a_dispute_takes_it_back(platform, goal):
    agreement = sign(platform)
    assert reading(platform, goal) == 0

    confirm(platform, agreement)
    took = eventually(lambda: reading(platform, goal) == 1)
    with platform.write() as ctx:
        service.dispute_agreement(ctx, agreement, {"reason": "Affären blev inte av."})
    back = eventually(lambda: reading(platform, goal) == 0)

    assert (took < 1, back < 1) == (True, True)


def test_a_company_of_another_municipality_does_not_count(platform, goal):
    confirm(platform, sign(platform, "Exempel Fiberteknik AB", municipality="2184"))
    confirm(platform, sign(platform))

    eventually(lambda: reading(platform, goal) == 1)
    with platform.read() as ctx:
        rows = ctx.session.exec(
            select(Evidence).where(Evidence.indicator == "export_deals.confirmed_agreements")
        )
        assert sorted(row.counts for row in rows) == [False, True]


def test_the_evidence_opens_to_the_chain_of_causes(platform, goal, client):
    agreement = sign(platform)
    confirm(platform, agreement)
    eventually(lambda: reading(platform, goal) == 1)

    page = client.get(f"/evaluation/goals/{goal}/evidence").text
    with platform.read() as ctx:
        counted = ctx.session.exec(select(Evidence).where(Evidence.stands)).first()
    chain = client.get(f"/evaluation/chain/{counted.event_id}").text

    assert "Exempel Såg AB" in page
    assert chain.count('class="said"') >= 3


def test_counting_anew_from_the_log_gives_the_same_numbers(platform, goal, cli):
    for name in ("Exempel Såg AB", "Exempel Fisk AB", "Exempel Plåt AB"):
        confirm(platform, sign(platform, name))
    eventually(lambda: reading(platform, goal) == 3)
    with platform.write() as ctx:
        first = ctx.session.exec(select(Agreement)).first()
        service.annul_agreement(ctx, first.id, {"reason": "Köparen drog sig ur."})
    eventually(lambda: reading(platform, goal) == 2)

    checked = cli("evaluation", "recompute", "--check")

    assert (checked.returncode, "2 -> 2" in checked.stdout) == (0, True), checked.stdout + checked.stderr


def test_what_a_plugin_has_built_is_built_again_from_the_log_by_one_command(platform, goal, cli):
    confirm(platform, sign(platform))
    eventually(lambda: reading(platform, goal) == 1)
    before = evidence(platform)
    with platform.write() as ctx:
        ctx.session.exec(update(Evidence).values(stands=False, thing="spoiled"))
        ctx.session.get(Goal, goal).reading = 99

    replayed = cli("plugin", "replay", "evaluation")

    assert replayed.returncode == 0, replayed.stderr
    assert replayed.stdout.startswith("evaluation__evidence: ")
    assert (evidence(platform), reading(platform, goal)) == (before, 1)


def evidence(platform):
    with platform.read() as ctx:
        rows = ctx.session.exec(select(Evidence)).all()
        return sorted((row.indicator, row.thing, str(row.event_id), row.stands) for row in rows)
