"""Reasons as they are kept: in no language, so that they are spoken in the reader's when they are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from utblick.api import Msg
from utblick_tendering.matching.points import Part, time_left
from utblick_tendering.matching.reasons import CountryCode, CpvCode, Kronor, LanguageCode, Reason, SharedWords

TIME = "time"
_KINDS: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {"cpv": CpvCode, "country": CountryCode, "language": LanguageCode, "sek": Kronor}
)


@dataclass(frozen=True, slots=True)
class Told:
    """One side of a score as it is shown: its points and its sentence, which may be empty."""

    name: str
    points: int
    said: Msg | None


def kept(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The parts of a score as JSON. Time is left out: it goes on, and is told from the deadline."""
    return [_kept(part) for part in parts if part.name != TIME]


def told(
    parts: Sequence[Mapping[str, Any]], deadline: datetime | None, now: datetime, language: str
) -> list[Told]:
    """What was kept, in a language, with the time that is left now."""
    found = [Told(one["part"], one["points"], _said(one, language)) for one in parts]
    left = time_left(deadline, now)
    return [*found, Told(TIME, left.points, left.why.said(language) if left.why else None)]


def asked_code(parts: Sequence[Mapping[str, Any]]) -> str:
    """The code of the lot by which it was found; empty when there is none."""
    for one in parts:
        code = (one.get("with") or {}).get("asked", {})
        if "cpv" in code:
            return str(code["cpv"])
    return ""


def _kept(part: Part) -> dict[str, Any]:
    made: dict[str, Any] = {"part": part.name, "points": part.points}
    if part.why is not None:
        made["text"] = part.why.sentence.template
        made["with"] = {name: _plain(value) for name, value in part.why.arguments.items()}
    return made


def _said(one: Mapping[str, Any], language: str) -> Msg | None:
    if not one.get("text"):
        return None
    arguments = {name: _typed(value) for name, value in one["with"].items()}
    return Reason(Msg(one["text"]), arguments).said(language)


def _plain(value: object) -> object:
    if isinstance(value, CpvCode):
        return {"cpv": str(value)}
    if isinstance(value, CountryCode):
        return {"country": str(value)}
    if isinstance(value, LanguageCode):
        return {"language": str(value)}
    if isinstance(value, Kronor):
        return {"sek": float(value)}
    return value.spoken() if isinstance(value, SharedWords) else value


def _typed(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    [(kind, held)] = value.items()
    return _KINDS[kind](held)
