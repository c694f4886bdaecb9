"""What the tests of university_node start from: an organisation, a person there, and greetings to them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from utblick_university_node import service

DUE = date(2026, 6, 6)


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("university_node",)


@pytest.fixture
def organisation(platform: Any) -> UUID:
    """An organisation in the register."""
    with platform.write() as ctx:
        return ctx.organisations.register("Exempel Såg AB", country="SE").id  # type: ignore[no-any-return]


@pytest.fixture
def person(platform: Any) -> UUID:
    """Somebody in the register."""
    with platform.write() as ctx:
        return ctx.people.register("Anna Exempel").id  # type: ignore[no-any-return]


@pytest.fixture
def make_greeting(platform: Any, organisation: UUID) -> Callable[..., UUID]:
    """Plans a greeting to the organisation."""

    def make(**values: Any) -> UUID:
        given = {"title": "Företaget fyller 50 år", "organisation_id": organisation, "due_on": DUE}
        with platform.write() as ctx:
            return service.plan_greeting(ctx, given | values).id

    return make
