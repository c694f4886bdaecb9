"""What the tests of seminars start from: a published seminar, and people who sign up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick.api import link_key
from utblick.testing import Platform
from utblick_seminars import queries
from utblick_seminars.models import Registration, Seminar
from utblick_seminars.service import registrations, seminars


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("seminars",)


@pytest.fixture
def now() -> datetime:
    """The pages run by the real clock."""
    return datetime.now(UTC)


@pytest.fixture
def make_seminar(platform: Platform, now: datetime) -> Callable[..., UUID]:
    """Plans a seminar that begins so many hours from now, and opens it for registration."""

    def make(*, hours: float = 72, published: bool = True, **values: Any) -> UUID:
        starts = now + timedelta(hours=hours)
        given = {
            "title": "Kulturskillnader: Polen",
            "title_en": "Cultural differences: Poland",
            "kind": "seminar",
            "audiences": ["business"],
            "country": "PL",
            "place": "Exempelsalen",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=2),
            "seats": 2,
            "topics": ["Affärskultur"],
        }
        with platform.write(now=min(now, starts) - timedelta(days=1)) as ctx:
            row = seminars.plan_seminar(ctx, given | values)
            if published:
                seminars.publish_seminar(ctx, row.id, {})
            return row.id

    return make


@pytest.fixture
def sign_up(platform: Platform, now: datetime) -> Callable[..., UUID]:
    """Signs somebody up as the public page does; gives the registration."""

    def make(seminar_id: UUID, who: str = "anna", **values: Any) -> UUID:
        email = f"{who}@exempel.example"
        with platform.write(now=now - timedelta(hours=20)) as ctx:
            given = {"name": f"{who.title()} Exempel", "email": email, "audience": "business"}
            registrations.sign_up(ctx, seminar_id, given | values)
            found = queries.registration_with(ctx, seminar_id, email)
            assert found is not None
            return found.id

    return make


@pytest.fixture
def place(platform: Platform) -> Callable[[UUID], str]:
    """The address of somebody's own place, as it stands in the letter."""

    def find(registration_id: UUID) -> str:
        with platform.read() as ctx:
            row = queries.registration(ctx, registration_id)
            return f"/seminars/place/{link_key(ctx, 'seminars.place', row.id, row.nonce)}"

    return find


@pytest.fixture
def states(platform: Platform) -> Callable[[UUID], tuple[str, dict[str, str]]]:
    """The state of a seminar, and by first name those of its registrations."""

    def read(seminar_id: UUID) -> tuple[str, dict[str, str]]:
        with platform.read() as ctx:
            seminar = ctx.session.get(Seminar, seminar_id)
            assert seminar is not None
            rows = ctx.session.exec(select(Registration).where(Registration.seminar_id == seminar_id)).all()
            return str(seminar.state), {row.name.split(" ")[0]: str(row.state) for row in rows}

    return read


@pytest.fixture
def letters(platform: Platform) -> Callable[[], list[tuple[str, str, str]]]:
    """The letters so far: what each is about, to whom, and its text."""

    def read() -> list[tuple[str, str, str]]:
        look = 'SELECT kind, "to", body_text FROM core_mail ORDER BY created_at, id'
        with platform.read() as ctx:
            rows = ctx.session.connection().execute(text(look))
            return [(kind.rpartition("/")[2], to.partition("@")[0], body) for kind, to, body in rows]

    return read
