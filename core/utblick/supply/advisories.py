"""Installed parts held against an export of advisories in the OSV format; no network is asked."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from utblick.archives import DAMAGED
from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.supply.parts import NPM, PYTHON, Part

_ECOSYSTEMS = {"PyPI": PYTHON, "npm": NPM}


@dataclass(frozen=True, slots=True)
class Hit:
    """That an installed part is known to be unsafe."""

    part: Part
    advisory: str
    summary: str
    mended_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """How many advisories were read, how many could not be, and which concern what is installed."""

    read: int
    unreadable: tuple[str, ...]
    hits: tuple[Hit, ...]


def audit_parts(parts: Sequence[Part], place: Path) -> Audit:
    """Hold the parts against each advisory in a folder, a zip file or one file; raises when there is none."""
    known = {(part.kind, _name(part.kind, part.name)): part for part in parts}
    read, unreadable, hits = 0, [], []
    for name, raw in _files(place):
        try:
            said = json.loads(raw)
            found = list(_hits(said, known)) if isinstance(said, dict) else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            found = None
        if found is None:
            unreadable.append(name)
            continue
        read += 1
        hits += found
    if not read:
        raise Misconfigured(_("{place} holds no advisories that can be read (OSV, .json).", place=str(place)))
    return Audit(read, tuple(unreadable), tuple(sorted(hits, key=lambda one: (one.part.purl, one.advisory))))


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if place.is_dir():
            for file in sorted(place.rglob("*.json")):
                yield str(file.relative_to(place)), file.read_bytes()
        elif zipfile.is_zipfile(place):
            with zipfile.ZipFile(place) as packed:
                for name in sorted(packed.namelist()):
                    if name.endswith(".json"):
                        yield name, packed.read(name)
        else:
            yield place.name, place.read_bytes()
    except DAMAGED as error:
        raise Misconfigured(
            _("{file} cannot be read: {reason}", file=str(place), reason=str(error))
        ) from None


def _hits(advisory: Mapping[str, Any], known: Mapping[tuple[str, str], Part]) -> Iterator[Hit]:
    if advisory.get("withdrawn"):
        return
    for affected in advisory.get("affected") or ():
        package = affected.get("package") or {}
        kind = _ECOSYSTEMS.get(str(package.get("ecosystem")))
        part = known.get((kind, _name(kind, str(package.get("name"))))) if kind else None
        if part is not None and _concerns(affected, part.version):
            summary = str(advisory.get("summary") or advisory.get("details") or "").strip()
            yield Hit(part, str(advisory["id"]), summary.partition("\n")[0][:200], tuple(_mended(affected)))


def _concerns(affected: Mapping[str, Any], version: str) -> bool:
    """Whether a version is one of those named, or lies in one of the ranges."""
    if version in (affected.get("versions") or ()):
        return True
    ranges = [one for one in affected.get("ranges") or () if one.get("type") in ("ECOSYSTEM", "SEMVER")]
    return any(_lies_in(one.get("events") or (), version) for one in ranges)


def _lies_in(events: Iterable[Mapping[str, str]], version: str) -> bool:
    here, inside = _version(version), False
    for event in sorted(events, key=lambda one: _version(next(iter(one.values())))):
        for kind, at in event.items():
            if kind == "introduced" and here >= _version(at):
                inside = True
            elif (kind == "fixed" and here >= _version(at)) or (
                kind == "last_affected" and here > _version(at)
            ):
                inside = False
    return inside


def _version(said: str) -> Version:
    try:
        return Version(said)
    except InvalidVersion:
        return Version("0")


def _mended(affected: Mapping[str, Any]) -> Iterator[str]:
    for one in affected.get("ranges") or ():
        yield from (event["fixed"] for event in one.get("events") or () if "fixed" in event)


def _name(kind: str, name: str) -> str:
    return canonicalize_name(name) if kind == PYTHON else name
