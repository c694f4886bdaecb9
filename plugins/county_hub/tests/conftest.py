"""What the tests of the hub start from: a hub whose members have told something."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from utblick.api import Envelope, new_id
from utblick.testing import Platform


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("county_hub",)


@pytest.fixture
def tell(platform: Platform) -> Callable[..., str]:
    """A member tells the hub something; gives the key of what it is about."""
    from utblick_county_hub.subscribers import hear

    def make(member: str, name: str, key: str = "", **data: Any) -> str:
        key = key or str(new_id())
        with platform.write() as ctx:
            hear(
                ctx,
                Envelope(id=new_id(), name=name, version=1, key=key, at=ctx.now, sender=member, data=data),
            )
        return key

    return make


@pytest.fixture
def count(tell: Callable[..., str]) -> Callable[..., str]:
    """A member tells how a goal stands."""

    def make(member: str, reading: int, target: int = 10, key: str = "") -> str:
        return tell(
            member,
            "evaluation.goal.counted",
            key,
            title="Fler exportavtal",
            indicator="export_deals.confirmed_agreements",
            starts_on="2026-01-01",
            ends_on="2026-12-31",
            reading=str(reading),
            target=str(target),
        )

    return make


@pytest.fixture
def announce(tell: Callable[..., str]) -> Callable[..., str]:
    """A member tells of a seminar so many days from now."""

    def make(member: str, title: str, *, days: int, free_seats: int, **more: Any) -> str:
        starts = datetime.now(UTC) + timedelta(days=days)
        name, key = more.pop("name", "seminars.seminar.published"), more.pop("key", "")
        said = {"url": "https://ljusdal.example/seminars/calendar/x", "seats": 20, **more}
        return tell(
            member, name, key, title=title, starts_at=starts.isoformat(), free_seats=free_seats, **said
        )

    return make
