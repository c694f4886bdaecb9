"""The call radar, the anonymity check, candidates for a seat and the verdict, beside 100,000 rows.

`BENCH_ROWS` is how many calls, fits and organisations are held, 100,000 unless it says otherwise.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import load
from sqlalchemy import insert

from utblick.api import Context
from utblick.db.migrate import upgrade
from utblick.identity.models import Organisation
from utblick.ids import new_id
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick_partnerships.models import Call, CallFit, Consortium, Idea, Profile, Seat
from utblick_partnerships.queries import calls, consortia
from utblick_partnerships.service import anonymity, fitting
from utblick_partnerships.service import consortia as service

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
ROUNDS = 9
_BATCH = 5000
_NOW = datetime.now(UTC)
_KINDS = ("company", "company", "company", "municipality", "university")
_COUNTRIES = ("SE", "FI", "EE", "LV", "DE")
_STATES = ("closed",) * 18 + ("open", "upcoming")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(plugins=("partnerships",), data_folder=Path(name), strict=True)
        platform = assemble(settings)
        upgrade(platform.database, platform.registry)
        made = fill(platform)
        measure(platform, made)
        platform.close()


def fill(platform: Platform) -> dict[str, Any]:
    """A register, calls with what they fit, and one consortium of thirty seats."""
    with platform.database.write() as session:
        connection = session.connection()
        ids = []
        for batch in _batches(_organisations()):
            connection.execute(insert(Organisation), batch)
            ids += [row["id"] for row in batch]
        idea, consortium = (
            Idea(title="Idé", keywords=["timber"]),
            Consortium(title="x", rules="cerv-town-twinning"),
        )
        profile = Profile(
            title="x",
            organisation_id=ids[0],
            state_since=_NOW,
            summary="A small Swedish sawmill seeks distributors. " * 10,
            description="Planed panels of slow-grown pine for builders in Finland, Estonia and Latvia. " * 45,
        )
        session.add_all([idea, consortium, profile])
        session.flush()
        for place in range(30):
            seat = Seat(title="x", consortium_id=consortium.id, place=place, state="accepted")
            seat.organisation_id = ids[place * 5 + 3]
            session.add(seat)
        wanted = Seat(title="x", consortium_id=consortium.id, wanted_kind="municipality", wanted_country="EE")
        session.add(wanted)
        session.flush()
        for batch in _batches(_calls(idea.id)):
            connection.execute(insert(Call), [call for call, _fit in batch])
            connection.execute(insert(CallFit), [fit for _call, fit in batch])
        connection.exec_driver_sql("ANALYZE")
        return {"profile": profile.id, "consortium": consortium.id, "seat": wanted.id}


def measure(platform: Platform, made: dict[str, Any]) -> None:
    """Each page's questions, the median of several rounds."""
    told: dict[str, tuple[Callable[[Context], object], int]] = {
        "call_radar_open": (lambda ctx: _radar(ctx, ""), 100),
        "call_radar_word": (lambda ctx: _radar(ctx, "timber"), 100),
        "anonymity_check": (lambda ctx: anonymity.check(ctx, _row(ctx, Profile, made["profile"])), 1500),
        "seat_candidates": (
            lambda ctx: consortia.candidates(ctx, _row(ctx, Seat, made["seat"]), []),
            1000,
        ),
        "eligibility_recheck": (
            lambda ctx: service.verdict_of(ctx, _row(ctx, Consortium, made["consortium"])),
            200,
        ),
    }
    for name, (ask, target) in told.items():
        load.say(name, _median(platform, ask), "ms", target=target)
    with platform.write() as ctx:
        call = calls.on_radar(ctx, view="open", limit=1)[0]
        began = time.perf_counter()
        fitting.fit_call(ctx, call)
        load.say("call_fitted", (time.perf_counter() - began) * 1000, "ms", target=5000)


def _radar(ctx: Context, words: str) -> object:
    rows = calls.on_radar(ctx, view="open", words=words)
    return calls.counts(ctx), calls.fits_of_calls(ctx, [call.id for call in rows])


def _row(ctx: Context, model: Any, id_: Any) -> Any:
    return ctx.session.get(model, id_)


def _median(platform: Platform, ask: Callable[[Context], object]) -> float:
    took = []
    for _round in range(ROUNDS):
        with platform.read() as ctx:
            began = time.perf_counter()
            ask(ctx)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _organisations() -> Iterator[dict[str, Any]]:
    for number in range(ROWS):
        name = f"Exempel {number:06} Verkstad AB"
        yield {
            "id": new_id(),
            "name": name,
            "name_key": name.casefold(),
            "kind": _KINDS[number % len(_KINDS)],
            "country": _COUNTRIES[number // 5 % len(_COUNTRIES)],
            "municipality": "2132" if number % 100 == 0 else "",
            "trade": "Snickeri och trä",
            "created_at": _NOW,
            "updated_at": _NOW,
        }


def _calls(idea_id: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number in range(ROWS):
        id_ = new_id()
        call = {
            "id": id_,
            "title": f"Call {number} for {'timber' if number % 7 == 0 else 'citizens'}",
            "identifier": f"DEMO-{number}",
            "state": _STATES[number % len(_STATES)],
            "state_since": _NOW,
            "deadline": _NOW + timedelta(hours=number % 8000),
            "summary": "Made up. " * 20,
            "created_at": _NOW,
            "updated_at": _NOW,
        }
        fit = {"call_id": id_, "subject": "idea", "subject_id": idea_id, "score": number % 100, "reasons": []}
        yield call, fit | {"id": new_id(), "created_at": _NOW, "updated_at": _NOW}


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    main()
