"""Rows to measure with: an installation with many organisations, and an index of many entries."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select
from sqlmodel import SQLModel

from utblick.db.inserting import execute_many
from utblick.db.migrate import upgrade
from utblick.identity.models import Organisation
from utblick.identity.records import ORGANISATIONS
from utblick.platform import Platform, assemble
from utblick.search.fold import fold
from utblick.search.index import scope_of
from utblick.search.models import SearchEntry
from utblick.settings import Settings

TOWNS = ("Bergsjö", "Harmånger", "Gnarp", "Ilsbo", "Jättendal", "Hassela", "Stocka", "Strömsbruk")
TRADES = ("Sågverk", "Mekanisk verkstad", "Bygg", "Turism", "Livsmedel", "Konsult", "Skogsbruk", "Transport")
KINDS = ("company", "association", "university", "authority", "network", "foreign_partner")
_BATCH = 5000
_FIRST = datetime(2025, 1, 1, tzinfo=UTC)


def installation(
    folder: Path, *, organisations: int, url: str = "", plugins: tuple[str, ...] = (), findable: bool = True
) -> Platform:
    """A platform whose register has so many organisations, in the index of the search unless told not to."""
    platform = assembled(folder, url=url, plugins=plugins)
    upgrade(platform.database, platform.registry)
    with platform.database.write() as session:
        connection = session.connection()
        for rows in batches(_organisations(organisations)):
            put(connection, Organisation, rows)
            if findable:
                connection.execute(insert(SearchEntry), [_entry(row) for row in rows])
    analyse(platform)
    return platform


def assembled(folder: Path, *, url: str = "", plugins: tuple[str, ...] = ()) -> Platform:
    """The platform of a folder, whatever is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(plugins=plugins, data_folder=folder, strict=True)
    if url:
        settings = settings.model_copy(update={"database": settings.database.model_copy(update={"url": url})})
    return assemble(settings)


def put(connection: Connection, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Insert rows that say only what differs from the defaults of the table."""
    columns = model.__table__.columns  # type: ignore[attr-defined]
    whole = {
        one.name: one.default.arg if one.default is not None and one.default.is_scalar else None
        for one in columns
    }
    execute_many(connection, insert(model), [whole | row for row in rows])


def leads(platform: Platform, count: int) -> None:
    """So many export leads, of the register's organisations in turn."""
    from utblick_export_deals.models import Lead, LeadStage

    with platform.database.write() as session:
        connection = session.connection()
        owners = list(connection.scalars(select(Organisation.id)))
        for rows in batches(_leads(count, owners, [str(stage) for stage in LeadStage])):
            put(connection, Lead, rows)


def _leads(count: int, owners: list[UUID], stages: list[str]) -> Iterator[dict[str, Any]]:
    chance = Random(5)
    for number in range(count):
        moment = _FIRST + timedelta(seconds=number)
        yield {
            "id": UUID(int=(int(moment.timestamp() * 1000) << 80) | 7 << 76 | 2 << 62 | 9 << 50 | number),
            "created_at": moment,
            "updated_at": moment,
            "version": 1,
            "title": f"Exempelaffär {number}",
            "organisation_id": owners[number % len(owners)],
            "country": chance.choice(("NO", "DE", "FI", "PL", "GB")),
            "stage": chance.choice(stages),
            "stage_since": moment,
            "value": Decimal(chance.randrange(1, 500) * 1000),
            "expected_on": date(2026, 1, 1) + timedelta(days=chance.randrange(700)),
        }


def analyse(platform: Platform) -> None:
    """Let the database count its rows, as it does by itself in time."""
    with platform.database.write() as session:
        session.connection().exec_driver_sql("ANALYZE")


def entries(platform: Platform, count: int) -> None:
    """More entries of the search index, of organisations that are not in the register."""
    with platform.database.write() as session:
        for rows in batches(_organisations(count, seed=2)):
            session.connection().execute(insert(SearchEntry), [_entry(row) for row in rows])


def words(count: int, *, seed: int = 3) -> list[str]:
    """What people search for: beginnings of names, common words, two words, numbers, misses."""
    chance = Random(seed)
    made = []
    for _ in range(count):
        name, town = _name(chance), chance.choice(TOWNS)
        made.append(
            chance.choice(
                (
                    name.split()[0][:3],
                    name.split()[0],
                    f"{name.split()[0]} {town[:3]}",
                    "exempel",
                    town,
                    town[:4],
                    f"exempel {chance.choice(TRADES)[:4].lower()}",
                    f"559{chance.randrange(1000):03}",
                    "zzyx",
                )
            )
        )
    return made


def _organisations(count: int, *, seed: int = 1) -> Iterator[dict[str, Any]]:
    chance = Random(seed)
    for number in range(count):
        name = _name(chance)
        moment = _FIRST + timedelta(seconds=number)
        yield {
            "id": UUID(int=(int(moment.timestamp() * 1000) << 80) | 7 << 76 | 2 << 62 | seed << 50 | number),
            "created_at": moment,
            "updated_at": moment,
            "version": 1,
            "name": name,
            "name_key": name.casefold(),
            "kind": chance.choice(KINDS),
            "orgnr": f"{559000 + number // 10000:06}-{number % 10000:04}" if seed == 1 else None,
            "town": chance.choice(TOWNS),
            "municipality": "2132",
            "country": "SE",
            "trade": chance.choice(TRADES),
            "employees": chance.randrange(300),
            "size_class": chance.choice(("micro", "small", "medium")),
            "exports": chance.random() < 0.3,
            "last_contact": date(2026, 1, 1) + timedelta(days=chance.randrange(320)),
            "tags": ["exempel"],
            "export_countries": [],
            "languages": [],
            "cpv": [],
        }


def _name(chance: Random) -> str:
    syllables = (
        "ba",
        "le",
        "mo",
        "ri",
        "su",
        "ke",
        "no",
        "va",
        "ti",
        "ju",
        "da",
        "po",
        "fe",
        "ga",
        "hy",
        "lo",
    )
    first = "".join(chance.choice(syllables) for _ in range(3)).capitalize()
    return f"{first} {chance.choice(TRADES).split()[0]} Exempel AB"


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    detail = " · ".join(str(row[name]) for name in ("orgnr", "town", "trade") if row[name])
    return {
        "plugin": "core",
        "kind": ORGANISATIONS.kind,
        "record_id": row["id"],
        "scope": scope_of("core", ORGANISATIONS.kind),
        "title": row["name"],
        "title_key": fold(row["name"]),
        "detail": detail,
        "body": fold(detail),
        "updated_at": row["updated_at"],
    }


def batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows in portions of some thousands."""
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
