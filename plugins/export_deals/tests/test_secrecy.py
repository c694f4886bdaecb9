"""A secret foreign partner is known to those with the permission, and to nothing else of the platform."""

import json

import pytest
from sqlalchemy import text

from utblick.api import Actor, Forbidden
from utblick_export_deals import queries, service
from utblick_export_deals.models import SecretPartner
from utblick_export_deals.service.secrecy import partner_of

NAME = "Hemlig Holz GmbH"
OFFICER = Actor("user", None, "Test", frozenset({"export_deals.read", "export_deals.write"}), "sv")


@pytest.fixture
def secret(platform, make_agreement, now):
    """A secret agreement whose partner is also in the register."""
    with platform.write(now=now) as ctx:
        partner = ctx.organisations.register("Registrerad Hemlig GmbH", kind="foreign_partner", country="DE")
    agreement_id = make_agreement(confidentiality="secret", partner_name=NAME, partner_id=partner.id)
    return agreement_id, partner.id


def test_events_of_a_secret_agreement_name_neither_partner_nor_value(secret, ask, reply, yes, published):
    agreement_id, partner_id = secret
    reply(ask(agreement_id), yes)

    told = [data for name, data in published() if name.startswith("export_deals.agreement")]
    assert [(d["partner_id"], d["value_sek"], d["value_eur"]) for d in told] == [(None, None, None)] * 2
    everything = json.dumps([data for name, data in published() if name.startswith("export_deals.")])
    assert NAME not in everything
    assert str(partner_id) not in everything


def test_no_other_table_holds_the_name(platform, secret):
    with platform.read() as ctx:
        names = ctx.session.connection().execute(text("select name from sqlite_master where type = 'table'"))
        holding = [
            name
            for (name,) in names.all()
            if name != SecretPartner.__tablename__
            and any(
                NAME in str(row) for row in ctx.session.connection().execute(text(f'select * from "{name}"'))
            )
        ]
    assert holding == []


def test_a_lead_that_is_signed_as_secret_becomes_secret_too(platform, make_lead, now):
    lead_id = make_lead("negotiating", partner_name=NAME)
    with platform.write(now=now) as ctx:
        signing = {"kind": "sales", "signed_on": now.date(), "currency": "EUR", "confidentiality": "secret"}
        agreement = service.sign_lead(ctx, lead_id, signing)

    with platform.read() as ctx:
        lead = queries.lead(ctx, lead_id)
        assert (lead.partner_name, lead.confidentiality) == ("", "secret")
        assert partner_of(ctx, lead).name == partner_of(ctx, agreement).name == NAME


def test_saving_a_secret_record_again_keeps_its_partner(platform, secret):
    agreement_id, partner_id = secret
    with platform.write() as ctx:
        service.update_agreement(ctx, queries.agreement(ctx, agreement_id), {"note": "x"})

    with platform.read() as ctx:
        partner = partner_of(ctx, queries.agreement(ctx, agreement_id))
    assert (partner.name, partner.organisation_id) == (NAME, partner_id)


def test_a_secret_is_not_opened_without_the_permission(platform, secret):
    agreement_id, _partner = secret

    with platform.write(OFFICER) as ctx, pytest.raises(Forbidden):
        service.update_agreement(ctx, queries.agreement(ctx, agreement_id), {"confidentiality": "public"})


def test_who_may_see_the_secret_may_open_it(platform, secret):
    agreement_id, partner_id = secret
    with platform.write() as ctx:
        service.update_agreement(ctx, queries.agreement(ctx, agreement_id), {"confidentiality": "public"})

    with platform.read() as ctx:
        opened = queries.agreement(ctx, agreement_id)
        assert (opened.partner_name, opened.partner_id) == (NAME, partner_id)
        assert ctx.session.get(SecretPartner, agreement_id) is None


def test_the_page_names_the_partner_only_to_those_with_the_permission(client_as, secret):
    agreement_id, _partner = secret
    url = f"/export_deals/agreements/{agreement_id}"

    seen = {role: NAME in client_as(role).get(url).text for role in ("reader", "officer", "coordinator")}

    assert seen == {"reader": False, "officer": False, "coordinator": True}


@pytest.mark.parametrize(
    "path",
    [
        "/export_deals/agreements",
        "/export_deals/agreements/export.csv",
        "/api/export_deals/agreements",
        "/search?q=Hemlig",
    ],
)
def test_lists_exports_search_and_api_never_name_it(client, secret, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert NAME not in answer.text


def test_the_partners_own_page_does_not_lead_to_the_secret(client, secret):
    agreement_id, partner_id = secret

    answer = client.get(f"/organisations/{partner_id}")

    assert answer.status_code == 200
    assert str(agreement_id) not in answer.text


def test_the_companys_page_does_not_name_it_either(client_as, secret, ask):
    agreement_id, _partner = secret
    token = ask(agreement_id)

    shown = client_as(None).get(f"/export_deals/confirm/{token}")

    assert shown.status_code == 200
    assert NAME not in shown.text
