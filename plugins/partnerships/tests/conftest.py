"""What the tests of partnerships start from: an installation with this plugin, and a few who play in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from utblick.testing import Platform
from utblick_partnerships.models import Consortium, Profile
from utblick_partnerships.service import consortia, profiles

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("partnerships",)


@pytest.fixture
def now() -> datetime:
    """Friday 27 November 2026, ten in the morning in the municipality."""
    return NOW


@pytest.fixture
def parties(platform: Platform) -> dict[str, UUID]:
    """The municipality, a local small firm with a contact, and organisations abroad."""
    given: dict[str, dict[str, Any]] = {
        "town": {"name": "Demo kommun", "kind": "municipality", "municipality": "2132"},
        "firm": {"name": "Demo Såg AB", "kind": "company", "municipality": "2132", "employees": 12},
        "large": {"name": "Demo Stor AB", "kind": "company", "municipality": "2132", "employees": 400},
        "rantala": {
            "name": "Demo-Rantala",
            "kind": "municipality",
            "country": "FI",
            "email": "a@rantala.example",
        },
        "kylä": {"name": "Demo-Kylä", "kind": "municipality", "country": "EE", "email": "a@kyla.example"},
        "school": {"name": "Demo universitet", "kind": "university"},
    }
    with platform.write(now=NOW) as ctx:
        made = {
            key: ctx.organisations.register(values.pop("name"), **values).id for key, values in given.items()
        }
        person = ctx.people.register("Tage Demonström", email="tage@demosag.example", language="sv")
        ctx.people.join(person.id, made["firm"], role="VD", is_main=True)
    return made


@pytest.fixture
def make_profile(platform: Platform, parties: dict[str, UUID]) -> Callable[..., UUID]:
    """Drafts a profile of the firm that is ready to be reviewed."""

    def make(until: str = "draft", **values: Any) -> UUID:
        given = {
            "title": "Paneler till Finland",
            "organisation_id": parties["firm"],
            "money": "paid",
            "exchanged": "goods",
            "client_known": True,
            "action_plan": True,
            "searched": True,
            "short_title": "Swedish sawmill seeks distributors of panels",
            "summary": "A small Swedish sawmill seeks distributors in Finland.",
            "description": "Planed panels of slow-grown pine, delivered in six weeks.",
            "sought": "Building merchants.",
            "countries": ["FI"],
        }
        verbs = (profiles.send_to_review, profiles.approve_profile, profiles.publish_profile)
        steps = ("draft", "internal_review", "external_review", "published").index(until)
        with platform.write(now=NOW) as ctx:
            row = profiles.draft_profile(ctx, given | values)
            for verb in verbs[:steps]:
                verb(ctx, row.id, {"external_by": "Demo-noden"})
            return row.id

    return make


@pytest.fixture
def profile_of(platform: Platform) -> Callable[[UUID], Profile]:
    """A profile as it stands."""

    def read(profile_id: UUID) -> Profile:
        with platform.read() as ctx:
            row = ctx.session.get(Profile, profile_id)
            assert row is not None
            ctx.session.expunge(row)
            return row

    return read


@pytest.fixture
def make_consortium(platform: Platform, parties: dict[str, UUID]) -> Callable[..., UUID]:
    """Opens a consortium for a town twinning, led by the municipality."""

    def make(**values: Any) -> UUID:
        given = {"title": "Kusten möts", "rules": "cerv-town-twinning", "months": 9, "grant": 20_000}
        with platform.write(now=NOW) as ctx:
            row: Consortium = consortia.open_consortium(ctx, given | values)
            return row.id

    return make


@pytest.fixture
def letters(platform: Platform) -> Callable[[], list[tuple[str, str, str]]]:
    """The mails so far: to whom, subject and text, the latest first."""
    from sqlalchemy import text

    query = text('select "to", subject, body_text from core_mail order by created_at desc, id desc')

    def read() -> list[tuple[str, str, str]]:
        with platform.read() as ctx:
            return [tuple(row) for row in ctx.session.connection().execute(query)]

    return read
