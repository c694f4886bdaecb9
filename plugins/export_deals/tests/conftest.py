"""What the tests of export deals start from: companies, leads and agreements in a fresh installation."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from utblick.testing import Platform
from utblick.testing.rates import keep_rates
from utblick_export_deals import queries, service
from utblick_export_deals.forms import CompanyAnswer

TODAY = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("export_deals",)


@pytest.fixture
def now() -> datetime:
    """A day with published rates: Friday 30 October 2026."""
    return TODAY


@pytest.fixture
def company(platform: Platform) -> UUID:
    """A small company in the municipality, with a contact person who has an address."""
    with platform.write() as ctx:
        made = ctx.organisations.register(
            "Exempel Såg AB", kind="company", municipality="2132", employees=12, country="SE"
        )
        person = ctx.people.register("Anna Exempel", email="anna@sag.example", language="en")
        ctx.people.join(person.id, made.id, role="VD")
        return made.id


@pytest.fixture
def rates(platform: Platform) -> None:
    """Published rates of the ECB on two days: Thursday 1 and Friday 30 October 2026."""
    first, last = date(2026, 10, 1), date(2026, 10, 30)
    with platform.write() as ctx:
        keep_rates(
            ctx.session,
            [
                (first, "SEK", Decimal("11.331")),
                (first, "USD", Decimal("1.1298")),
                (last, "SEK", Decimal("10.978")),
                (last, "USD", Decimal("1.1172")),
            ],
        )


@pytest.fixture
def make_lead(platform: Platform, company: UUID, now: datetime) -> Callable[..., UUID]:
    """Opens a lead and moves it on to the given stage."""

    def make(stage: str = "opened", **values: Any) -> UUID:
        given = {
            "title": "Limträ till Hamburg",
            "organisation_id": company,
            "country": "DE",
            "value": Decimal(100000),
            "currency": "EUR",
            "partner_name": "Muster Holz GmbH",
        }
        with platform.write(now=now) as ctx:
            lead_id = service.open_lead(ctx, given | values).id
            for verb in {
                "opened": (),
                "qualified": (service.qualify_lead,),
                "negotiating": (service.qualify_lead, service.negotiate_lead),
            }[stage]:
                verb(ctx, lead_id, {})
        return lead_id

    return make


@pytest.fixture
def make_agreement(platform: Platform, company: UUID, now: datetime) -> Callable[..., UUID]:
    """Registers a signed agreement."""

    def make(**values: Any) -> UUID:
        given = {
            "title": "Limträ till Hamburg",
            "organisation_id": company,
            "kind": "sales",
            "country": "DE",
            "signed_on": date(2026, 10, 1),
            "value": Decimal(100000),
            "currency": "EUR",
            "partner_name": "Muster Holz GmbH",
        }
        with platform.write(now=now) as ctx:
            return service.sign_agreement(ctx, given | values).id

    return make


@pytest.fixture
def ask(platform: Platform, now: datetime) -> Callable[..., str]:
    """Asks the company about an agreement; gives the token of the link."""

    def make(agreement_id: UUID, *, at: datetime | None = None, **answers: Any) -> str:
        with platform.write(now=at or now) as ctx:
            given = {"recipient_email": "anna@sag.example", **answers}
            link = service.ask_company(ctx, agreement_id, given).link
        found = re.search(r"/export_deals/confirm/([\w-]{43})", link)
        assert found is not None
        return found[1]

    return make


@pytest.fixture
def reply(platform: Platform, now: datetime) -> Callable[..., None]:
    """Answers by the link as the company does, having seen the agreement as it stands."""

    def make(token: str, values: dict[str, Any], *, at: datetime | None = None) -> None:
        with platform.write(now=at or now) as ctx:
            question = queries.question_of(ctx, token)
            seen = queries.agreement(ctx, question.agreement_id).version if question else 0
            service.answer_question(ctx, token, CompanyAnswer.model_validate({"seen": seen, **values}))

    return make


@pytest.fixture
def yes() -> dict[str, Any]:
    """A full answer that confirms."""
    return {
        "verdict": "agree",
        "answered_by": "Anna Exempel",
        "without_help": "little",
        "at_risk": "yes",
        "prerequisite": "yes",
        "sped_up": "partly",
        "larger": "no",
        "rating_contacts": "5",
        "story": "named",
    }


@pytest.fixture
def logged(platform: Platform) -> Callable[[str], list[Any]]:
    """The rows of the event log whose names begin so, in order: id, name, cause, retracts."""
    query = text("select id, name, cause, retracts from core_event where name like :name order by seq")

    def read(prefix: str) -> list[Any]:
        with platform.read() as ctx:
            return list(ctx.session.connection().execute(query, {"name": f"{prefix}%"}))

    return read
