"""Rows to measure with: an installation with many organisations, and an index of many entries."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

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


def installation(folder: Path, *, organisations: int, url: str = "") -> Platform:
    """A platform whose register has so many organisations, all findable."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(plugins=(), data_folder=folder, strict=True)
    if url:
        settings = settings.model_copy(update={"database": settings.database.model_copy(update={"url": url})})
    platform = assemble(settings)
    upgrade(platform.database, platform.registry)
    with platform.database.write() as session:
        connection = session.connection()
        for rows in _batches(_organisations(organisations)):
            connection.execute(insert(Organisation), rows)
            connection.execute(insert(SearchEntry), [_entry(row) for row in rows])
    if platform.database.is_sqlite:
        with platform.database.write() as session:
            session.connection().exec_driver_sql("ANALYZE")
    return platform


def entries(platform: Platform, count: int) -> None:
    """More entries of the search index, of organisations that are not in the register."""
    with platform.database.write() as session:
        for rows in _batches(_organisations(count, seed=2)):
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
    at = datetime(2025, 1, 1, tzinfo=UTC)
    for number in range(count):
        name = _name(chance)
        moment = at + timedelta(seconds=number)
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


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
