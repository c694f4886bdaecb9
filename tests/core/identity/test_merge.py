from datetime import date

import pytest
from sqlmodel import SQLModel, select

from utblick.errors import Conflict, Invalid
from utblick.identity import service
from utblick.identity.merge import merge, preview, unmerge
from utblick.identity.models import Identifier, Membership, Organisation
from utblick.records.tasks import add_task


def everything(ctx):
    """Every row of identity, without what a merge may rightly change: versions and times."""
    ctx.session.flush()
    ctx.session.expire_all()
    tables = [
        t
        for t in SQLModel.metadata.sorted_tables
        if t.name.startswith(
            (
                "core_organisation",
                "core_person",
                "core_membership",
                "core_identifier",
                "core_relation",
                "core_task",
                "core_comment",
                "core_file",
                "core_follow",
                "export_deals_",
            )
        )
    ]
    found = {}
    for table in tables:
        shown = [c for c in table.columns if c.name not in {"version", "updated_at"}]
        rows = ctx.session.connection().execute(table.select().with_only_columns(*shown)).all()
        found[table.name] = sorted(map(repr, rows))
    return found


@pytest.fixture
def two(ctx):
    kept = ctx.organisations.register("Exempel Såg AB", town="Gnarp")
    other = ctx.organisations.register(
        "Exempel Sågverk Aktiebolag", orgnr="559989-9019", email="info@sag.example"
    )
    third = ctx.organisations.register("Exempel Nät")
    anna = ctx.people.register("Anna Exempel")
    bo = ctx.people.register("Bo Exempel")
    ctx.people.join(anna.id, kept.id, role="VD")
    ctx.people.join(bo.id, other.id, role="Ägare")
    ctx.people.join(anna.id, third.id, role="Ledamot")
    service.relate(ctx, other.id, third.id, kind="member_of")
    service.relate(ctx, third.id, other.id, kind="supplies")
    add_task(ctx, "Ring upp", about=ctx.organisations.ref(other.id))
    service.identify(ctx, scheme="eu-vat", value="SE559989901901", organisation_id=other.id)
    return kept, other


def test_a_person_can_belong_to_several_organisations_at_once(ctx):
    anna = ctx.people.register("Anna Exempel")
    places = [ctx.organisations.register(f"Exempel {n} AB") for n in range(3)]
    for place in places:
        ctx.people.join(anna.id, place.id, role="Ledamot")

    held = ctx.session.exec(select(Membership).where(Membership.person_id == anna.id)).all()
    assert {row.organisation_id for row in held} == {place.id for place in places}


def test_a_merge_moves_everything_and_fills_what_was_missing(ctx, two):
    kept, other = two
    merge(ctx, "organisation", kept.id, other.id)

    alive = ctx.session.get(Organisation, kept.id)
    assert (alive.orgnr, alive.email, alive.town) == ("559989-9019", "info@sag.example", "Gnarp")
    assert {person.name for person in ctx.people.at(kept.id)} == {"Anna Exempel", "Bo Exempel"}
    assert ctx.organisations.get(other.id).id == kept.id
    schemes = ctx.session.exec(select(Identifier.scheme).where(Identifier.organisation_id == kept.id)).all()
    assert set(schemes) == {"se-orgnr", "eu-vat"}


def test_an_undone_merge_leaves_every_relation_as_it_was(ctx, two):
    kept, other = two
    before = everything(ctx)
    record = merge(ctx, "organisation", kept.id, other.id)

    unmerge(ctx, record.id)

    assert everything(ctx) == before


def test_what_was_added_after_the_merge_stays_with_the_one_that_lived_on(ctx, two):
    kept, other = two
    record = merge(ctx, "organisation", kept.id, other.id)
    late = ctx.people.register("Cecilia Exempel")
    ctx.people.join(late.id, kept.id, starts_on=date(2026, 5, 1))

    unmerge(ctx, record.id)

    assert {person.name for person in ctx.people.at(kept.id)} == {"Anna Exempel", "Cecilia Exempel"}
    assert {person.name for person in ctx.people.at(other.id)} == {"Bo Exempel"}


def test_merges_on_top_of_each_other_are_undone_from_the_top_and_then_leave_everything_as_it_was(ctx, two):
    kept, other = two
    third = ctx.organisations.register("Exempel Såg i Gnarp AB")
    before = everything(ctx)
    first = merge(ctx, "organisation", kept.id, other.id)
    second = merge(ctx, "organisation", third.id, kept.id)

    with pytest.raises(Conflict, match="Undo that merge first"):
        unmerge(ctx, first.id)
    unmerge(ctx, second.id)
    unmerge(ctx, first.id)

    assert everything(ctx) == before


def test_a_merge_with_itself_or_with_a_merged_record_is_refused(ctx, two):
    kept, other = two
    with pytest.raises(Invalid, match="corrected"):
        preview(ctx, "organisation", kept.id, kept.id)
    record = merge(ctx, "organisation", kept.id, other.id)
    with pytest.raises(Conflict):
        merge(ctx, "organisation", kept.id, other.id)
    unmerge(ctx, record.id)
    with pytest.raises(Conflict):
        unmerge(ctx, record.id)


def test_merging_over_the_web_shows_first_and_can_be_undone(platform, client):
    with platform.write() as ctx:
        kept = ctx.organisations.register("Exempel Såg AB").id
        other = ctx.organisations.register("Exempel Såg Aktiebolag", email="info@sag.example").id

    shown = client.get(f"/merge/organisation/{kept}?with={other}")
    assert shown.status_code == 200
    assert "info@sag.example" in shown.text
    done = client.submit(f"/merge/organisation/{kept}", {"merged_id": str(other)})
    assert (done.status_code, done.headers["location"]) == (303, f"/organisations/{kept}")
    refused = client.submit(f"/merge/organisation/{kept}", {"merged_id": str(kept)})
    assert refused.status_code == 422
