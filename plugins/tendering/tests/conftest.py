from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick.api import Context
from utblick.testing import Platform
from utblick_tendering import models
from utblick_tendering.reading import Lot, Money, Notice, Organisation
from utblick_tendering.service import bids, profiles

NOTICES = Path(__file__).parents[3] / "tests/data/notices"


@pytest.fixture
def notices() -> Path:
    return NOTICES


@pytest.fixture
def register() -> Path:
    return NOTICES.parent / "registers/foretagsregister_utf8bom.csv"


@pytest.fixture
def pile(notices: Path, tmp_path: Path) -> Callable[[int], Path]:
    """Makes a folder of so many notices that are all about procurements of their own."""
    spec = spec_from_file_location("numbered", Path(__file__).with_name("numbered.py"))
    assert spec is not None
    assert spec.loader is not None
    numbered = module_from_spec(spec)
    spec.loader.exec_module(numbered)
    examples = sorted(notices.glob("S0*.xml"))
    return lambda count: numbered.pile(tmp_path / "pile", examples, count)


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("tendering",)


@pytest.fixture
def furniture() -> Callable[..., Notice]:
    """Makes a call for school furniture in the county of Gävleborg, open for many years."""

    def make(**values: Any) -> Notice:
        lot = Lot(
            id="LOT-0001",
            title={"SWE": "Skolmöbler"},
            cpv=("39160000",),
            nuts=("SE313",),
            value=Money(Decimal(2_000_000), "SEK"),
            deadline_tender="2090-12-18T23:59:00+01:00",
        )
        buyer = Organisation(
            id="ORG-1", name={"SWE": "Exempelby kommun"}, identifier="212000-0142", country="SWE"
        )
        given = {
            "document": "ContractNotice",
            "notice_id": "a" * 8,
            "version": "01",
            "procedure_id": "p" * 8,
            "form_type": "competition",
            "languages": ("SWE",),
            "title": {"SWE": "Möbler till skolor"},
            "buyers": (buyer,),
            "cpv": ("39160000",),
            "nuts": ("SE313",),
            "lots": (lot,),
        }
        return Notice(**(given | values))

    return make


@pytest.fixture
def supplier(platform: Platform) -> Callable[..., UUID]:
    """Registers a company that sells school furniture, with an approved profile; gives its id."""

    def make(
        name: str = "Exempel Möbler AB", *, email: str = "", approved: bool = True, **values: Any
    ) -> UUID:
        given = {
            "kind": "company",
            "municipality": "2132",
            "country": "SE",
            "cpv": ["39160000"],
            "email": email,
        }
        with platform.write() as ctx:
            company = ctx.organisations.register(name, **(given | values))
            profile = profiles.draft_profile(ctx, company.id)
            if approved:
                profiles.approve_profile(ctx, profile.id, {})
            return company.id

    return make


@pytest.fixture
def add_notice() -> Callable[..., models.Notice]:
    """Adds a notice that asks for tenders, with a lot of each title; its deadline is in three weeks."""
    return _add_notice


@pytest.fixture
def add_award() -> Callable[..., None]:
    """Adds what a result notice says of one lot."""
    return _add_award


@pytest.fixture
def add_match() -> Callable[..., models.Match]:
    """Adds a lot that fits a company so well."""
    return _add_match


@pytest.fixture
def now() -> datetime:
    """The moment at which a test begins."""
    return datetime.now(UTC)


@pytest.fixture
def company(platform: Platform) -> UUID:
    """A company here that bids."""
    with platform.write() as ctx:
        return ctx.organisations.register(
            "Exempel Såg AB", kind="company", municipality="2132", employees=12, orgnr="559989-9001"
        ).id


@pytest.fixture
def officer(client_as: Callable[..., Any]) -> Any:
    """A browser of somebody who may write."""
    return client_as("officer")


@pytest.fixture
def notice(platform: Platform, now: datetime, add_notice: Callable[..., models.Notice]) -> UUID:
    """A procurement of two lots."""
    with platform.write(now=now) as ctx:
        return add_notice(ctx, "Bord", "Stolar", now=now).id


@pytest.fixture
def make_bid(platform: Platform, company: UUID, notice: UUID, now: datetime) -> Callable[..., UUID]:
    """Begins a bid of the company for the procurement, and takes it so far."""

    def make(until: str = "considering", **values: Any) -> UUID:
        steps = {"considering": 0, "go": 1, "drafting": 2, "submitted": 3}[until]
        verbs = (bids.decide_to_bid, bids.start_writing, bids.submit_bid)
        with platform.write(now=now) as ctx:
            bid = bids.open_bid(ctx, {"organisation_id": company, "notice_id": notice, **values})
            for verb in verbs[:steps]:
                verb(ctx, bid.id, {"although": True})
            return bid.id

    return make


@pytest.fixture
def bid_of(platform: Platform) -> Callable[[UUID], models.Bid]:
    """Reads a bid as it is now."""

    def read(bid_id: UUID) -> models.Bid:
        with platform.read() as ctx:
            return ctx.session.get_one(models.Bid, bid_id)

    return read


@pytest.fixture
def open_tasks(platform: Platform) -> Callable[[], list[tuple[str, int]]]:
    """Reads what is still to be done, and in how many days."""
    query = text("select title, due_on from core_task where done_at is null order by due_on, title")

    def read() -> list[tuple[str, int]]:
        with platform.read() as ctx:
            rows = ctx.session.connection().execute(query).all()
            return [(row.title, (date.fromisoformat(row.due_on) - ctx.today).days) for row in rows]

    return read


def _add_notice(ctx: Context, *lots: str, now: datetime, **values: Any) -> models.Notice:
    given = {
        "title": "Möbler till skolor",
        "buyer_name": "Exempelköpings kommun",
        "deadline": now + timedelta(days=21),
        "question_deadline": now + timedelta(days=11),
        "value": Decimal(900_000),
        "currency": "SEK",
        "form_type": "competition",
        "lot_count": len(lots),
        "state_since": now,
        "created_at": now,
        "updated_at": now,
    }
    notice = models.Notice(**given | values)
    ctx.session.add(notice)
    ctx.session.flush()
    for place, title in enumerate(lots, start=1):
        ctx.session.add(
            models.Lot(notice_id=notice.id, number=f"LOT-{place:04}", position=place, title=title)
        )
    ctx.session.flush()
    return notice


def _add_award(ctx: Context, outcome: models.Notice, **values: Any) -> None:
    given = {"code": "selec-w", "buyer_name": "Exempelköpings kommun", "cpv_main": "39160000"}
    ctx.session.add(models.Award(notice_id=outcome.id, **given | values))
    ctx.session.flush()


def _add_match(ctx: Context, company: UUID, lot: models.Lot, *, relation: int, now: datetime) -> models.Match:
    query = select(models.Profile).where(models.Profile.organisation_id == company)
    profile = ctx.session.exec(query).first()
    if profile is None:
        profile = models.Profile(title="x", organisation_id=company, created_at=now, updated_at=now)
        ctx.session.add(profile)
        ctx.session.flush()
    match = models.Match(
        title=lot.title,
        organisation_id=company,
        profile_id=profile.id,
        notice_id=lot.notice_id,
        lot_id=lot.id,
        relation=relation,
        score=relation * 30,
        created_at=now,
        updated_at=now,
    )
    ctx.session.add(match)
    ctx.session.flush()
    return match
