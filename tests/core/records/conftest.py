"""A shipyard: a small plugin with everything that records can have, on the tables of the core and one of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from sqlalchemy import JSON
from sqlmodel import Field as Column
from sqlmodel import SQLModel, select

from utblick.access.models import User
from utblick.api import (
    NUTS,
    Amount,
    Board,
    Choice,
    Conflict,
    Context,
    Event,
    Field,
    Kind,
    Msg,
    OrganisationId,
    Permission,
    Plugin,
    Record,
    RecordType,
    Section,
    Transition,
    _,
)
from utblick.platform import Platform
from utblick.registry import LoadedPlugin, Registry
from utblick.settings import Settings
from utblick.testing.standing import Standing, moved


class Boat(Record, table=True):
    """A boat that is built for a customer."""

    __tablename__ = "yard_boat"

    name: str = Column(max_length=200)
    organisation_id: UUID = Column(index=True)
    stage: str = Column(default="ordered", max_length=12, index=True)
    value: Decimal | None = Column(default=None, sa_type=Amount)
    currency: str = Column(default="SEK", max_length=3)
    due_on: date | None = None
    owner_id: UUID | None = None
    note: str = Column(default="", max_length=500)
    berth: str = Column(default="", max_length=20)
    coasts: list[str] = Column(default_factory=list, sa_type=JSON)
    home: str = Column(default="", max_length=5)


class BoatLaunched(Event, name="yard.boat.launched", key="boat_id"):
    """A boat was launched."""

    says: ClassVar[Msg] = _("was launched")

    boat_id: UUID
    organisation_id: OrganisationId


def _build(ctx: Context, boat_id: UUID, answers: Mapping[str, Any]) -> object:
    boat = ctx.session.get_one(Boat, boat_id)
    boat.stage = "building"
    return boat


def _launch(ctx: Context, boat_id: UUID, answers: Mapping[str, Any]) -> object:
    boat = ctx.session.get_one(Boat, boat_id)
    boat.stage = "launched"
    boat.due_on = answers["due_on"]
    if answers["due_on"].year < 2000:
        ctx.session.flush()
        raise Conflict(_("The yard was not built then."))
    ctx.publish(BoatLaunched(boat_id=boat.id, organisation_id=boat.organisation_id))
    return boat


def _scrap(ctx: Context, boat_id: UUID, answers: Mapping[str, Any]) -> object:
    boat = ctx.session.get_one(Boat, boat_id)
    boat.stage = "scrapped"
    return boat


STAGES = (
    Choice(value="ordered", label=_("Ordered")),
    Choice(value="building", label=_("Being built"), tone="info"),
    Choice(value="launched", label=_("Launched"), tone="ok"),
    Choice(value="scrapped", label=_("Scrapped"), tone="bad"),
)


def _berths(ctx: Context) -> list[Choice]:
    """The berths of this installation's own harbour; the old quay takes no new boats."""
    place = ctx.settings.municipality.code
    return [
        Choice(value=f"{place}-north", label=_("The northern berth")),
        Choice(value=f"{place}-south", label=_("The southern berth")),
        Choice(value="quay", label=_("The old quay"), offered=False),
    ]


def _silent(ctx: Context, row: SQLModel) -> Msg | None:
    """Of what was scrapped nobody speaks."""
    return _("A scrapped boat is left in peace.") if getattr(row, "stage", "") == "scrapped" else None


BOATS = RecordType(
    kind="boat",
    model=Boat,
    title=_("Boat"),
    plural=_("Boats"),
    path="boats",
    read="yard.read",
    write="yard.write",
    fields=(
        Field(name="name", label=_("Name"), required=True),
        Field(name="organisation_id", label=_("Customer"), kind=Kind.ORGANISATION, required=True),
        Field(name="stage", label=_("Stage"), kind=Kind.CHOICE, choices=STAGES),
        Field(name="value", label=_("Price"), kind=Kind.MONEY, currency_field="currency"),
        Field(name="currency", label=_("Currency"), kind=Kind.CURRENCY),
        Field(name="due_on", label=_("Ready by"), kind=Kind.DATE),
        Field(name="owner_id", label=_("Foreman"), kind=Kind.USER),
        Field(name="note", label=_("Remark"), kind=Kind.LONG_TEXT, max_length=500),
        Field(name="berth", label=_("Berth"), kind=Kind.CHOICE, choices_from=_berths),
        Field(name="coasts", label=_("Sails along"), kind=Kind.TAGS, vocabulary=NUTS),
        Field(name="home", label=_("Home region"), vocabulary=NUTS),
    ),
    columns=("name", "stage", "value"),
    filters=("organisation_id", "stage", "berth", "coasts", "home"),
    search=("name",),
    no_comments=_silent,
    sections=(
        Section(title=_("Basics"), fields=("name", "organisation_id", "stage")),
        Section(
            title=_("Business"),
            fields=("value", "currency", "due_on", "owner_id", "note", "berth", "coasts", "home"),
        ),
    ),
    state="stage",
    board=Board(
        columns=("ordered", "building", "launched"),
        card=("organisation_id", "value", "due_on", "owner_id"),
        due="due_on",
    ),
    transitions=(
        Transition(
            name="build",
            label=_("Begin to build"),
            source=("ordered",),
            target="building",
            permission="yard.write",
            perform=_build,
        ),
        Transition(
            name="launch",
            label=_("Launch"),
            source=("building",),
            target="launched",
            permission="yard.write",
            perform=_launch,
            fields=(Field(name="due_on", label=_("Launched on"), kind=Kind.DATE, required=True),),
        ),
        Transition(
            name="scrap",
            label=_("Scrap"),
            source=("ordered", "building"),
            target="scrapped",
            permission="yard.write",
            perform=_scrap,
            tone="bad",
            confirm=_("The boat is scrapped for good."),
            drag=False,
        ),
    ),
    delete=True,
)

YARD = LoadedPlugin(
    name="yard",
    card=Plugin(title=_("Shipyard"), summary=_("Builds boats.")),
    package="yard",
    folder=Path(__file__).parent,
    records=(BOATS,),
    events=(BoatLaunched,),
    permissions=(
        Permission(name="yard.read", title=_("See boats"), roles=("officer", "coordinator")),
        Permission(name="yard.write", title=_("Change boats")),
    ),
)


@pytest.fixture(scope="session")
def shipyard(standing: Standing) -> Callable[[Platform], Platform]:
    """Opens the shipyard beside a core."""
    known: dict[int, Platform] = {}

    def beside(core: Platform) -> Platform:
        SQLModel.metadata.tables["yard_boat"].create(core.database.engine)
        core.close()
        if id(core.registry) not in known:
            known[id(core.registry)] = replace(core, registry=Registry((*core.registry.plugins, YARD)))
        return moved(known[id(core.registry)], core.settings)

    return beside


@pytest.fixture
def yard(
    settings: Settings, standing: Standing, shipyard: Callable[[Platform], Platform]
) -> Iterator[Platform]:
    """A platform with the core and the shipyard."""
    made = shipyard(standing.on_sqlite(settings.model_copy(update={"plugins": ()})))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def yard_on(
    request: pytest.FixtureRequest,
    settings: Settings,
    standing: Standing,
    shipyard: Callable[[Platform], Platform],
) -> Iterator[Platform]:
    """The shipyard on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("yard")
        return
    with standing.on_postgres(settings.model_copy(update={"plugins": ()})) as core:
        made = shipyard(core)
        yield made
        made.close()


@pytest.fixture
def company(platform: Platform) -> UUID:
    """An organisation that is there from the start."""
    with platform.write() as ctx:
        return ctx.organisations.register("Exempel Såg AB", town="Bergsjö").id


@pytest.fixture
def boat(platform: Platform, company: UUID) -> Callable[..., UUID]:
    """Stores a boat, and gives its id."""

    def made(name: str = "Freja", **values: Any) -> UUID:
        with platform.write() as ctx:
            row = Boat(name=name, organisation_id=company, **values)
            ctx.session.add(row)
            ctx.session.flush()
            return row.id

    return made


@pytest.fixture
def stored(platform: Platform) -> Callable[[UUID], Any]:
    """Reads a boat as it is now; None when it is gone."""

    def read(boat_id: UUID | str) -> Any:
        with platform.read() as ctx:
            return ctx.session.get(Boat, UUID(str(boat_id)))

    return read


@pytest.fixture
def me(platform: Platform, client: Any) -> UUID:
    """The id of the user who is signed in."""
    with platform.read() as ctx:
        return ctx.session.exec(select(User.id).where(User.email == "administrator@utblick.example")).one()
