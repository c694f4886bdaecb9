"""Markets: considered, chosen, entered, left."""

import pytest

from utblick.api import Conflict, Invalid
from utblick_export_deals import queries, service


@pytest.fixture
def market(platform, company):
    with platform.write() as ctx:
        return service.consider_market(ctx, {"organisation_id": company, "country": "NO"}).id


def test_a_market_is_named_for_its_company_and_country(platform, market):
    with platform.read() as ctx:
        assert queries.market(ctx, market).title == "Exempel Såg AB – Norge"


def test_choosing_a_market_tells_the_house(platform, market, company, published):
    with platform.write() as ctx:
        service.choose_market(ctx, market, {"reason": "Nära och samma standarder"})

    assert published()[-1] == (
        "export_deals.market.chosen",
        {"market_id": str(market), "organisation_id": str(company), "country": "NO"},
    )


def test_a_market_goes_from_considered_to_left(platform, market):
    with platform.write() as ctx:
        service.choose_market(ctx, market, {})
        service.enter_market(ctx, market, {})
        service.leave_market(ctx, market, {"reason": "För dyra frakter"})

    with platform.read() as ctx:
        left = queries.market(ctx, market)
    assert (left.stage, left.reason, left.left_on is not None) == ("left", "För dyra frakter", True)


def test_a_market_cannot_be_entered_before_it_is_chosen(platform, market):
    with platform.read() as ctx, pytest.raises(Conflict):
        service.enter_market(ctx, market, {})


def test_a_company_has_one_row_for_a_country(platform, market, company):
    with platform.write() as ctx, pytest.raises(Invalid) as refused:
        service.consider_market(ctx, {"organisation_id": company, "country": "NO"})

    assert [problem.field for problem in refused.value.problems] == ["country"]
