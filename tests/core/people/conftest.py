"""A desk: a small plugin that keeps cases about people, some of them under a registry number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Field as Column
from sqlmodel import SQLModel, select

from utblick.api import (
    Context,
    Disposal,
    Field,
    Kind,
    Permission,
    PersonalData,
    Plugin,
    Record,
    RecordType,
    RetentionRule,
    Section,
    _,
)
from utblick.platform import Platform
from utblick.registry import LoadedPlugin, Registry
from utblick.settings import Settings
from utblick.testing.standing import Standing, moved


class Case(Record, table=True):
    """A case about somebody; it is closed on a day."""

    __tablename__ = "desk_case"

    title: str = Column(max_length=200)
    registry_number: str = Column(default="", max_length=40)
    organisation_id: UUID | None = Column(default=None, index=True)
    person_id: UUID | None = Column(default=None, foreign_key="core_person.id", index=True)
    caller: str = Column(default="", max_length=200)
    closed_on: date | None = None
    opinion: str = Column(default="", max_length=500)


class CaseNote(Record, table=True):
    """A note in a case, which must not go while the note is there."""

    __tablename__ = "desk_note"

    case_id: UUID = Column(foreign_key="desk_case.id", index=True)


CASES = RecordType(
    kind="case",
    model=Case,
    title=_("Case"),
    plural=_("Cases"),
    path="cases",
    read="desk.read",
    write="desk.write",
    name="title",
    fields=(
        Field(name="title", label=_("Title"), required=True),
        Field(name="registry_number", label=_("Registry number"), max_length=40),
        Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION),
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, personal=True),
        Field(name="caller", label=_("Caller"), personal=True),
        Field(name="closed_on", label=_("Closed on"), kind=Kind.DATE),
        Field(name="opinion", label=_("Opinion"), kind=Kind.LONG_TEXT, max_length=500, secret=True),
    ),
    columns=("title", "registry_number", "caller", "closed_on", "opinion"),
    filters=("registry_number", "caller", "closed_on", "opinion"),
    search=("title", "caller"),
    sections=(
        Section(
            title=_("Basics"),
            fields=(
                "title",
                "registry_number",
                "organisation_id",
                "person_id",
                "caller",
                "closed_on",
                "opinion",
            ),
        ),
    ),
    registry="registry_number",
    read_secret="desk.confidential",
    delete=True,
)


def _held(ctx: Context, person_id: UUID) -> Sequence[Case]:
    return ctx.session.exec(select(Case).where(Case.person_id == person_id)).all()


def _export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    return {"desk_case": [row.model_dump(exclude={"version"}) for row in _held(ctx, person_id)]}


def _erase(ctx: Context, person_id: UUID) -> int:
    rows = _held(ctx, person_id)
    for row in rows:
        row.person_id, row.caller = None, ""
        ctx.session.add(row)
    return len(rows)


RULE = RetentionRule(
    name="desk.cases",
    title=_("Cases of the desk"),
    model=Case,
    since="closed_on",
    starts=_("The case was closed"),
    months=24,
    least=12,
    most=60,
    allows=(Disposal.DISPOSE, Disposal.ANONYMISE),
    empties=("person_id", "caller"),
)
DESK = LoadedPlugin(
    name="desk",
    card=Plugin(title=_("Desk"), summary=_("Keeps cases.")),
    package="desk",
    folder=Path(__file__).parent,
    records=(CASES,),
    permissions=(
        Permission(name="desk.read", title=_("See cases"), roles=("reader", "officer", "coordinator")),
        Permission(name="desk.write", title=_("Change cases")),
        Permission(name="desk.confidential", title=_("Read opinions"), roles=()),
    ),
    personal_data=PersonalData(
        purposes=(_("To answer."),), export=_export, erase=_erase, retention=_("Two years."), rules=(RULE,)
    ),
)


@pytest.fixture(scope="session")
def desk(standing: Standing) -> Callable[[Platform], Platform]:
    """Opens the desk beside a core."""
    known: dict[int, Platform] = {}

    def beside(core: Platform) -> Platform:
        for table in ("desk_case", "desk_note"):
            SQLModel.metadata.tables[table].create(core.database.engine)
        core.close()
        if id(core.registry) not in known:
            known[id(core.registry)] = replace(core, registry=Registry((*core.registry.plugins, DESK)))
        return moved(known[id(core.registry)], core.settings)

    return beside


@pytest.fixture
def platform(
    settings: Settings, standing: Standing, desk: Callable[[Platform], Platform]
) -> Iterator[Platform]:
    """A platform with the core and the desk."""
    made = desk(standing.on_sqlite(settings.model_copy(update={"plugins": ()})))
    yield made
    made.close()


@pytest.fixture
def person(platform: Platform) -> UUID:
    """Somebody about whom there are cases."""
    with platform.write() as ctx:
        return ctx.people.register(
            "Åsa Sökvist-Exempel", email="asa@sokvist.example", phone="070-174 06 05"
        ).id


@pytest.fixture
def case(platform: Platform) -> Callable[..., UUID]:
    """Stores a case, and gives its id."""

    def made(title: str = "Fråga om tillstånd", **values: Any) -> UUID:
        with platform.write() as ctx:
            row = Case(title=title, **values)
            ctx.session.add(row)
            ctx.session.flush()
            return row.id

    return made


@pytest.fixture
def stored(platform: Platform) -> Callable[[UUID], Any]:
    """Reads a case as it is now; None when it is gone."""

    def read(case_id: UUID) -> Any:
        with platform.read() as ctx:
            return ctx.session.get(Case, case_id)

    return read


@pytest.fixture
def noted(platform: Platform) -> Callable[[UUID], None]:
    """Puts a note into a case."""

    def put(case_id: UUID) -> None:
        with platform.write() as ctx:
            ctx.session.add(CaseNote(case_id=case_id))

    return put
