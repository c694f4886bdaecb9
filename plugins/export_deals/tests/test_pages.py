"""What staff see and do: lists, board, moves with their forms, panels, and the way in by API and console."""

from datetime import UTC, datetime, timedelta

import pytest

from utblick_export_deals import privacy, queries

LEAD = {
    "title": "Ytterpanel till Rotterdam",
    "country": "NL",
    "value": "95 000",
    "currency": "EUR",
    "confidentiality": "public",
}


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def officer(client_as):
    return client_as("officer")


@pytest.mark.parametrize(
    "path",
    [
        "/export_deals/leads",
        "/export_deals/leads/board",
        "/export_deals/leads/new",
        "/export_deals/agreements",
        "/export_deals/agreements/board",
        "/export_deals/agreements/new",
        "/export_deals/markets",
        "/export_deals/markets/board",
        "/export_deals/confirmations",
        "/export_deals/currency",
    ],
)
def test_every_page_opens_for_an_officer_and_stays_shut_for_visitors(client_as, officer, path, make_lead):
    make_lead()

    assert officer.get(path).status_code == 200
    assert client_as(None).get(path).status_code == 303


def test_an_officer_opens_a_lead(officer, company, published):
    made = officer.submit("/export_deals/leads/new", {**LEAD, "organisation_id": str(company)})

    assert made.status_code == 303
    assert "Ytterpanel till Rotterdam" in officer.get(made.headers["location"]).text
    assert published()[-1][0] == "export_deals.lead.opened"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "Atlantis"),
        ("currency", "XXY"),
        ("cn_code", "7700"),
        ("cn_code", "123"),
        ("expected_on", "31/02 2026"),
        ("title", ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(officer, company, published, field, value):
    before = published()

    refused = officer.submit(
        "/export_deals/leads/new", {**LEAD, "organisation_id": str(company), field: value}
    )

    assert refused.status_code == 422
    assert "Ytterpanel" in refused.text or field == "title"
    assert published() == before


def test_a_reader_sees_leads_but_opens_none(client_as, make_lead, company):
    make_lead()
    reader = client_as("reader")

    assert "Limträ till Hamburg" in reader.get("/export_deals/leads").text
    assert (
        reader.submit("/export_deals/leads/new", {**LEAD, "organisation_id": str(company)}).status_code == 403
    )


def test_signing_a_lead_asks_with_what_the_lead_knows_filled_in(officer, make_lead, platform, now):
    lead_id = make_lead("negotiating")
    url = f"/export_deals/leads/{lead_id}/do/sign"

    asked = officer.get(url)
    signed = officer.submit(
        url,
        {
            "asked": "1",
            "kind": "sales",
            "signed_on": now.date().isoformat(),
            "value": "100000",
            "currency": "EUR",
            "confidentiality": "public",
            "partner_name": "Muster Holz GmbH",
        },
    )

    assert "Muster Holz GmbH" in asked.text
    assert signed.status_code == 303
    assert signed.headers["location"].startswith("/export_deals/agreements/")
    with platform.read() as ctx:
        assert queries.lead(ctx, lead_id).stage == "agreed"


def test_losing_a_lead_without_a_reason_is_refused(officer, make_lead, platform):
    lead_id = make_lead("qualified")

    refused = officer.submit(f"/export_deals/leads/{lead_id}/do/lose", {"asked": "1", "lost_reason": ""})

    assert refused.status_code == 422
    with platform.read() as ctx:
        assert queries.lead(ctx, lead_id).stage == "qualified"


def test_asking_the_company_leaves_a_mail_with_the_link(officer, make_agreement, platform, client_as):
    agreement_id = make_agreement()

    asked = officer.submit(
        f"/export_deals/agreements/{agreement_id}/do/ask",
        {"asked": "1", "recipient_email": "anna@sag.example", "language": "sv"},
    )

    assert asked.status_code == 303
    with platform.read() as ctx:
        [question] = queries.open_questions(ctx, agreement_id)
    assert (question.recipient_email, question.language) == ("anna@sag.example", "sv")


def test_the_companys_page_shows_its_deals_with_the_next_step(officer, make_lead, make_agreement, company):
    make_lead("qualified", next_step="Skicka offert", next_step_on=datetime(2026, 12, 1, tzinfo=UTC).date())
    make_agreement()

    box = officer.get(f"/panels/export_deals.company/{company}")

    assert box.status_code == 200
    for told in ("Skicka offert", "Tyskland", "Tecknat", "/export_deals/leads/new?organisation_id="):
        assert told in box.text


def test_the_companys_page_shows_amounts_in_their_own_currency(officer, make_agreement, company):
    make_agreement(kind="agency")

    shown = officer.get(f"/organisations/{company}").text.replace("\N{NO-BREAK SPACE}", " ")

    assert "100 000 kr" not in shown


def test_the_overview_shows_the_pipeline_and_who_has_not_answered(officer, make_lead, make_agreement, ask):
    make_lead("qualified")
    ask(make_agreement())

    box = officer.get("/panels/export_deals.pipeline")

    assert "Bedömd" in box.text
    assert "Väntar på företagets bekräftelse" in box.text


def test_the_overview_adds_the_agreements_up(officer, rates, make_agreement):
    make_agreement()

    assert "Värde i dag" in officer.get("/panels/export_deals.currency").text


def test_an_empty_overview_says_what_to_do(officer):
    assert "Lägg upp den första" in officer.get("/panels/export_deals.pipeline").text


def test_administrators_read_the_settings_by_what_they_mean(client):
    page = client.get("/admin/settings").text

    assert "<dt>Dagar som ett företag har på sig att svara via länken</dt><dd>30</dd>" in page
    assert "link_valid_days" not in page


def test_the_console_lists_what_waits(cli, make_agreement, ask):
    ask(make_agreement())

    listed = cli("export_deals", "pending")

    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.strip().endswith("Limträ till Hamburg")


def test_erasing_a_person_keeps_the_companys_answer(platform, make_agreement, ask, reply, yes, company, now):
    with platform.read() as ctx:
        [person] = ctx.people.at(company)
    token = ask(make_agreement(), person_id=person.id)
    reply(token, yes)

    with platform.write(now=now + timedelta(days=1)) as ctx:
        [held] = privacy.export(ctx, person.id)["export_deals_confirmation"]
        erased = privacy.erase(ctx, person.id)

    assert (held["recipient_email"], erased) == ("anna@sag.example", 1)
    assert "token_hash" not in held
    with platform.read() as ctx:
        kept = queries.question_of(ctx, token)
        assert kept is not None
        assert (kept.person_id, kept.recipient_name, kept.recipient_email, kept.answered_by) == (
            None,
            "",
            "",
            "",
        )
        assert (kept.state, kept.without_help) == ("agreed", "little")
