"""Every part of others that is installed here: Python packages, and what browsers are given."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = "utblick"
PYTHON, NPM = "pypi", "npm"
_BROWSER = Path(__file__).parents[1] / "web/static/vendor/parts.json"
_OSI = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Part:
    """One package. `hashes` are by algorithm; `needs` are the names of the parts that it rests on."""

    kind: str
    name: str
    version: str
    licence: str = ""
    is_expression: bool = False
    hashes: tuple[tuple[str, str], ...] = ()
    hashed: str = ""
    needs: tuple[str, ...] = ()

    @property
    def purl(self) -> str:
        """Its package URL."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def parts() -> tuple[Part, ...]:
    """All of them, by kind and name; our own distribution is not among them."""
    found = {part.purl: part for part in (*_python(), *_browser())}
    return tuple(found[purl] for purl in sorted(found))


def needed_by_us() -> tuple[str, ...]:
    """The Python packages that we name ourselves, and are installed."""
    return tuple(sorted(name for name, _extras in _required(distribution(ROOT), frozenset())))


def _python() -> Iterator[Part]:
    waiting: list[tuple[str, frozenset[str]]] = [(ROOT, frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found = distribution(name)
        needs = list(_required(found, extras))
        waiting += needs
        if name != ROOT:
            yield _part(found, tuple(sorted({one for one, _extras in needs})))


def _required(found: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What a distribution needs here, with these extras; what is not installed is not needed here."""
    for line in found.requires or ():
        wanted = Requirement(line)
        if wanted.marker and not any(wanted.marker.evaluate({"extra": one}) for one in extras or {""}):
            continue
        name = canonicalize_name(wanted.name)
        try:
            distribution(name)
        except PackageNotFoundError:
            continue
        yield name, frozenset(wanted.extras)


def _part(found: Distribution, needs: tuple[str, ...]) -> Part:
    record = found.read_text("RECORD") or ""
    licence, is_expression = _licence(found)
    return Part(
        kind=PYTHON,
        name=canonicalize_name(found.metadata["Name"]),
        version=found.version,
        licence=licence,
        is_expression=is_expression,
        hashes=(("SHA-256", sha256(record.encode()).hexdigest()),) if record else (),
        hashed="RECORD, the list of the installed files with their checksums",
        needs=needs,
    )


def _licence(found: Distribution) -> tuple[str, bool]:
    """What it says of its licence, and whether that is an expression of SPDX."""
    if said := _said(found, "License-Expression"):
        return said, True
    classified = [
        one.removeprefix(_OSI) for one in found.metadata.get_all("Classifier") or () if one.startswith(_OSI)
    ]
    plain = _said(found, "License").partition("\n")[0][:100]
    return ", ".join(classified) or plain, False


def _said(found: Distribution, name: str) -> str:
    return str((found.metadata.get_all(name) or [""])[0]).strip()


def _browser() -> Iterator[Part]:
    """What was built into the browser's files, as the build wrote it down from the lock file of npm."""
    if not _BROWSER.is_file():
        return
    for one in json.loads(_BROWSER.read_text("utf-8")):
        algorithm, _dash, digest = one["integrity"].partition("-")
        yield Part(
            kind=NPM,
            name=one["name"],
            version=one["version"],
            licence=one["licence"],
            is_expression=True,
            hashes=((algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex()),),
            hashed="the package as it was fetched",
        )
