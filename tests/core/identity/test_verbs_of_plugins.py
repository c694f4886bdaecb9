"""What plugins are given of organisations and people: known by a number elsewhere, found, let go of."""

import pytest

from utblick.api import Invalid


def test_an_organisation_is_known_by_a_number_elsewhere_once(ctx):
    school = ctx.organisations.register("Exempelhögskolan", kind="university").id

    first = ctx.organisations.identify(school, "ror", "https://ror.org/019k1pd13")

    assert ctx.organisations.identify(school, "ror", "019k1pd13") == first
    assert ctx.organisations.identifiers(school) == {"ror": "019k1pd13"}
    with pytest.raises(Invalid):
        ctx.organisations.identify(ctx.organisations.register("Exempeluniversitetet").id, "ror", "019k1pd13")


def test_a_person_is_found_by_an_address_that_nobody_else_has(ctx):
    anna = ctx.people.register("Anna Exempel", email="Anna@exempel.example")

    found = [ctx.people.find(email=one) for one in ("anna@exempel.example", "", "bo@exempel.example")]
    ctx.people.register("Anna Exempel", email="anna@exempel.example")

    assert found == [anna, None, None]
    assert ctx.people.find(email="anna@exempel.example") is None


def test_only_a_person_whom_nobody_has_use_of_is_let_go(ctx, published):
    company = ctx.organisations.register("Exempel Såg AB").id
    anna, bo = (ctx.people.register(name, legal_basis="consent").id for name in ("Anna Ex", "Bo Ex"))
    ctx.people.join(anna, company, role="VD")

    assert [ctx.people.let_go(one) for one in (anna, bo)] == [False, True]
    ctx.session.commit()
    assert [data["person_id"] for name, data in published() if name == "core.person.erased"] == [str(bo)]
