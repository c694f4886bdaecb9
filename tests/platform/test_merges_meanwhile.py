"""Parties are merged and separated while a plugin is off; its rows follow when it is enabled again."""

from dataclasses import replace

import pytest
from sqlmodel import SQLModel, select

from utblick.cli.run import upgrade_tables
from utblick.identity.late import CaughtUp, catch_up
from utblick.identity.merge import merge, unmerge
from utblick.identity.models import Merge
from utblick_export_deals import service as deals
from utblick_export_deals.models import Confirmation, Lead


@pytest.fixture
def switch(platform_on):
    """Lets the house run with or without the plugin from now on, and at each start do what a start does."""
    whole = platform_on.registry
    core = tuple(one for one in whole.plugins if one.name == "core")

    def start(*, enabled):
        platform_on.registry = whole if enabled else replace(whole, plugins=core)
        return catch_up(platform_on)

    start.whole = whole
    return start


@pytest.fixture
def parties(platform_on):
    """Three companies, two of them with a lead; and two people, one of whom has been asked to confirm."""
    with platform_on.write() as ctx:
        a, b, c = (ctx.organisations.register(f"Exempel {name} AB").id for name in ("Al", "Björk", "Cembra"))
        anna, berit = (ctx.people.register(name, email="x@al.example").id for name in ("Anna", "Berit"))
        lead_of(ctx, b)
        asked = deals.qualify_lead(ctx, lead_of(ctx, a).id, {})
        deals.negotiate_lead(ctx, asked.id, {})
        signed = {"kind": "sales", "signed_on": ctx.now.date(), "partner_name": "Muster GmbH"}
        deals.ask_company(ctx, deals.sign_lead(ctx, asked.id, signed).id, {"person_id": anna})
    return a, b, c, anna, berit


def lead_of(ctx, company):
    return deals.open_lead(ctx, {"title": "Stugor", "organisation_id": company, "country": "DE"})


def rows_of(platform):
    """Every row of the plugin."""
    tables = [table for name, table in SQLModel.metadata.tables.items() if name.startswith("export_deals_")]
    with platform.read() as ctx:
        return {t.name: sorted(map(repr, ctx.session.connection().execute(t.select()))) for t in tables}


def owners(platform):
    with platform.read() as ctx:
        return sorted(ctx.session.exec(select(Lead.organisation_id)))


def merged(platform, entity, kept, away):
    with platform.write() as ctx:
        return merge(ctx, entity, kept, away).id


def separated(platform, *merges):
    for one in merges:
        with platform.write() as ctx:
            unmerge(ctx, one)


def test_rows_follow_a_merge_that_was_made_meanwhile_and_go_back_with_it(platform_on, switch, parties):
    a, b, _c, anna, berit = parties
    before = rows_of(platform_on)
    switch(enabled=False)
    merges = [merged(platform_on, "organisation", b, a), merged(platform_on, "person", berit, anna)]
    assert rows_of(platform_on) == before

    late = switch(enabled=True)

    assert owners(platform_on) == [b, b]
    with platform_on.read() as ctx:
        assert ctx.session.exec(select(Confirmation.person_id, Confirmation.organisation_id)).all() == [
            (berit, b)
        ]
        noted = [len(ctx.session.get(Merge, one).moved) for one in merges]
    assert (late.rows, late.refused) == (sum(noted), ())
    assert switch(enabled=True) == CaughtUp()
    separated(platform_on, *merges)
    assert rows_of(platform_on) == before


def test_rows_follow_merges_on_top_of_each_other_and_go_back_one_by_one(platform_on, switch, parties):
    a, b, c, *_people = parties
    before = rows_of(platform_on)
    switch(enabled=False)
    first = merged(platform_on, "organisation", b, a)
    second = merged(platform_on, "organisation", c, b)

    switch(enabled=True)

    assert owners(platform_on) == [c, c]
    separated(platform_on, second)
    assert owners(platform_on) == [b, b]
    separated(platform_on, first)
    assert rows_of(platform_on) == before


def test_rows_go_back_when_their_merge_was_undone_meanwhile(platform_on, switch, parties):
    a, b, c, *_people = parties
    before = rows_of(platform_on)
    first = merged(platform_on, "organisation", b, a)
    second = merged(platform_on, "organisation", c, b)
    switch(enabled=False)
    separated(platform_on, second, first)
    assert owners(platform_on) == [c, c]

    switch(enabled=True)

    assert rows_of(platform_on) == before
    with platform_on.write() as ctx:
        for lead in ctx.session.exec(select(Lead)):
            lead.organisation_id = c
    assert switch(enabled=True) == CaughtUp()
    assert owners(platform_on) == [c, c]


def test_rows_go_where_the_last_of_several_changes_says(platform_on, switch, parties):
    a, b, c, *_people = parties
    before = rows_of(platform_on)
    wrong = merged(platform_on, "organisation", b, a)
    switch(enabled=False)
    separated(platform_on, wrong)
    right = merged(platform_on, "organisation", c, a)

    switch(enabled=True)

    assert owners(platform_on) == sorted([b, c])
    separated(platform_on, right)
    assert rows_of(platform_on) == before


def test_what_the_database_refuses_is_left_and_keeps_nobody_else(platform_on, switch, parties):
    a, b, _c, anna, berit = parties
    switch(enabled=False)
    stuck = merged(platform_on, "organisation", b, a)
    merged(platform_on, "person", berit, anna)
    with platform_on.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE UNIQUE INDEX once ON export_deals_lead (organisation_id)"
        )

    late = switch(enabled=True)

    assert late.refused == (stuck,)
    assert owners(platform_on) == sorted([a, b])
    with platform_on.read() as ctx:
        assert ctx.session.exec(select(Confirmation.person_id)).all() == [berit]
        assert ctx.session.get(Merge, stuck).moved == []


@pytest.mark.slow
@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_the_command_that_brings_tables_up_to_date_says_how_many_rows_followed(
    platform_on, switch, parties, cli
):
    a, b, *_others = parties
    switch(enabled=False)
    merged(platform_on, "organisation", b, a)

    said = cli("db", "upgrade").stdout

    assert said == (
        "Already up to date.\nRows that followed merges made or undone while their plugin was off: 3.\n"
    )
    assert owners(platform_on) == [b, b]
    assert cli("db", "upgrade").stdout == "Already up to date.\n"


@pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)
def test_a_start_of_the_house_lets_rows_follow(platform_on, switch, parties):
    a, b, *_others = parties
    switch(enabled=False)
    merged(platform_on, "organisation", b, a)
    platform_on.registry = switch.whole

    upgrade_tables(platform_on)

    assert owners(platform_on) == [b, b]
