"""Agreements: signed from a lead or by themselves, corrected, disputed, annulled."""

from datetime import date
from decimal import Decimal

import pytest

from utblick.api import Conflict, Invalid
from utblick_export_deals import queries, service

SIGNING = {"kind": "sales", "signed_on": date(2026, 10, 1), "currency": "EUR", "value": Decimal(100000)}


def test_signing_a_lead_makes_an_agreement_of_what_the_lead_knows(platform, make_lead, now):
    lead_id = make_lead("negotiating")

    with platform.write(now=now) as ctx:
        made = service.sign_lead(ctx, lead_id, SIGNING)

    assert (made.title, made.country, made.partner_name, made.lead_id, made.state) == (
        "Limträ till Hamburg",
        "DE",
        "Muster Holz GmbH",
        lead_id,
        "signed",
    )
    with platform.read() as ctx:
        assert queries.lead(ctx, lead_id).stage == "agreed"


def test_a_signed_agreement_tells_all_that_is_needed_to_count_it(
    platform, rates, make_lead, company, now, published
):
    lead_id = make_lead("negotiating")

    with platform.write(now=now) as ctx:
        made = service.sign_lead(ctx, lead_id, {**SIGNING, "first_time": True})

    name, data = published()[-1]
    assert name == "export_deals.agreement.signed"
    assert data == {
        "section": "",  # of an organisation without an industry
        "agreement_id": str(made.id),
        "organisation_id": str(company),
        "lead_id": str(lead_id),
        "partner_id": None,
        "country": "DE",
        "kind": "sales",
        "signed_on": "2026-10-01",
        "value_sek": "1133100.00",
        "value_eur": "100000.00",
        "municipality": "2132",
        "small_firm": True,
        "first_time": True,
    }


def test_only_a_lead_under_negotiation_can_be_signed(platform, make_lead, now):
    lead_id = make_lead("qualified")

    with platform.read() as ctx, pytest.raises(Conflict):
        service.sign_lead(ctx, lead_id, SIGNING)


def test_a_lead_of_another_company_is_refused(platform, make_lead, now):
    lead_id = make_lead("negotiating")

    with pytest.raises(Invalid) as refused, platform.write(now=now) as ctx:
        other = ctx.organisations.register("Exempel Plåt AB", municipality="2132")
        values = {**SIGNING, "title": "x", "country": "DE", "organisation_id": other.id, "lead_id": lead_id}
        service.sign_agreement(ctx, values)

    assert [problem.field for problem in refused.value.problems] == ["lead_id"]


def test_an_agreement_does_not_move_to_a_company_without_its_lead(platform, make_lead, now):
    lead_id = make_lead("negotiating")
    with platform.write(now=now) as ctx:
        agreement_id = service.sign_lead(ctx, lead_id, SIGNING).id
        other = ctx.organisations.register("Exempel Plåt AB", municipality="2132").id

    with pytest.raises(Invalid) as refused, platform.write(now=now) as ctx:
        service.update_agreement(ctx, queries.agreement(ctx, agreement_id), {"organisation_id": other})

    assert [problem.field for problem in refused.value.problems] == ["lead_id"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"signed_on": date(2026, 10, 31)}, "signed_on"),
        ({"value": Decimal(-1)}, "value"),
        ({"value_band": "over_5m"}, "value_band"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(make_agreement, published, wrong, field):
    with pytest.raises(Invalid) as refused:
        make_agreement(**wrong)

    assert [problem.field for problem in refused.value.problems] == [field]
    assert "export_deals.agreement.signed" not in dict(published())


def test_annulling_takes_an_agreement_out_for_good(platform, make_agreement, published):
    agreement_id = make_agreement()

    with platform.write() as ctx:
        service.annul_agreement(ctx, agreement_id, {"reason": "Registrerat två gånger"})

    with platform.read() as ctx:
        annulled = queries.agreement(ctx, agreement_id)
        with pytest.raises(Conflict):
            service.annul_agreement(ctx, agreement_id, {"reason": "en gång till"})
    assert (annulled.state, annulled.reason) == ("annulled", "Registrerat två gånger")
    assert published()[-1][0] == "export_deals.agreement.annulled"


def test_what_the_company_has_confirmed_cannot_be_changed_behind_its_back(
    platform, make_agreement, ask, reply, yes, now
):
    agreement_id = make_agreement()
    reply(ask(agreement_id), yes)

    with platform.write(now=now) as ctx:
        agreement = queries.agreement(ctx, agreement_id)
        with pytest.raises(Invalid) as refused:
            service.update_agreement(ctx, agreement, {"value": Decimal(5), "note": "x"})
        service.update_agreement(ctx, agreement, {"note": "Följ upp i maj"})

    assert [problem.field for problem in refused.value.problems] == ["value"]
    with platform.read() as ctx:
        kept = queries.agreement(ctx, agreement_id)
    assert (kept.value, kept.note) == (Decimal(100000), "Följ upp i maj")
