"""What the tests of twin towns start from: a town, a local firm, and exchanges with people counted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from utblick.testing import Platform
from utblick_twinning.service import door, exchanges, invitations, meetings, towns

TODAY = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("twinning",)


@pytest.fixture
def now() -> datetime:
    return TODAY


@pytest.fixture
def firm(platform: Platform) -> UUID:
    """A company of our own municipality."""
    with platform.write() as ctx:
        return ctx.organisations.register(
            "Exempel Såg AB", kind="company", municipality="2132", country="SE", sni="16.101"
        ).id


@pytest.fixture
def make_town(platform: Platform, now: datetime) -> Callable[..., UUID]:
    """Opens a twin town in Finland that has been one for years."""

    def make(title: str = "Exempelkaupunki", **values: Any) -> UUID:
        given = {"title": title, "country": "FI", "category": "partnership", "since_year": "2003"}
        with platform.write(now=now) as ctx:
            return towns.open_town(ctx, given | values).id

    return make


@pytest.fixture
def town(make_town: Callable[..., UUID]) -> UUID:
    return make_town()


@pytest.fixture
def make_exchange(platform: Platform, town: UUID, now: datetime) -> Callable[..., UUID]:
    """Plans an exchange for business that begins today, unless told otherwise."""

    def make(*, at: datetime | None = None, **values: Any) -> UUID:
        starts: date = (at or now).date()
        given = {
            "title": "Trädagar",
            "town_id": town,
            "theme": "business",
            "direction": "here",
            "starts_on": starts,
            "ends_on": starts,
            "lead": "municipality",
            "funding": "own",
        }
        with platform.write(now=at or now) as ctx:
            return exchanges.plan_exchange(ctx, given | values).id

    return make


@pytest.fixture
def invite(platform: Platform, now: datetime) -> Callable[..., UUID]:
    """Puts somebody on the list of an exchange."""

    def make(exchange_id: UUID, name: str = "Anna Exempel", **values: Any) -> UUID:
        given = {"title": name, "exchange_id": exchange_id, "country": "SE"}
        with platform.write(now=now) as ctx:
            return invitations.add_delegate(ctx, given | values).id

    return make


@pytest.fixture
def proven(
    platform: Platform, make_exchange: Any, invite: Any, firm: UUID, now: datetime
) -> Callable[..., UUID]:
    """Holds an exchange for business that a local firm came to, with a business meeting; gives its id."""

    def make(*, at: datetime | None = None) -> UUID:
        moment = at or now
        exchange_id: UUID = make_exchange(at=moment)
        delegate = invite(exchange_id, organisation_id=firm)
        with platform.write(now=moment) as ctx:
            door.check_in(ctx, delegate)
            door.count_one(ctx, exchange_id, international=True)
            exchanges.hold_exchange(ctx, exchange_id, {})
        with platform.write(now=moment + timedelta(minutes=1)) as ctx:
            values = {"title": "Limträ", "exchange_id": exchange_id, "organisation_id": firm}
            meetings.arrange_meeting(ctx, {**values, "partner_name": "Esimerkki Oy", "outcome": "lead"})
        return exchange_id

    return make
