"""What the tests of the county's plugin start from: a municipality that has joined a county."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from utblick.api import new_id
from utblick.testing import Platform


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("export_deals", "evaluation", "county_link")


@pytest.fixture
def levels() -> dict[str, str]:
    """How far events travel where it is not as they declare; override it in a test."""
    return {}


@pytest.fixture
def settings(settings: Any, levels: dict[str, str]) -> Any:
    county = settings.county.model_copy(update={"hub": "nats-leaf://127.0.0.1:9"})
    return settings.model_copy(update={"county": county, "plugin": {"county_link": {"levels": levels}}})


@pytest.fixture
def confirm(platform: Platform) -> Callable[[], UUID]:
    """A company confirms an agreement in Germany."""

    def make() -> UUID:
        confirmed = platform.registry.event("export_deals.agreement.confirmed")
        with platform.write() as ctx:
            company = ctx.organisations.register("Exempel Såg AB", municipality="2132")
            agreement = new_id()
            ctx.publish(
                confirmed(
                    agreement_id=agreement,
                    organisation_id=company.id,
                    municipality="2132",
                    country="DE",
                    kind="sales",
                    signed_on=date(2026, 5, 4),
                    small_firm=True,
                    first_time=False,
                    value_sek="1000000.00",
                    section="C",
                )
            )
        return agreement

    return make


@pytest.fixture
def left(platform: Platform, deliver: Callable[[], None]) -> Callable[[], list[dict[str, Any]]]:
    """The messages that were given to the line so far, as they leave the house."""

    def read() -> list[dict[str, Any]]:
        deliver()
        with platform.read() as ctx:
            rows = ctx.session.execute(text("SELECT data FROM core_county_post ORDER BY seq")).scalars()
            return [json.loads(row) for row in rows]

    return read
