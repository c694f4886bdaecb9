"""What a notice is known by, whatever its source."""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from utblick_tendering.matching.states import targets_of, written_name
from utblick_tendering.reading import Notice

Key = tuple[str, str]
_PARTS = {"planning": "plan", "consultation": "plan", "competition": "call"}


def keys_of(notice: Notice, more: Iterable[Key] = ()) -> list[Key]:
    """Every name of the notice, those that its source adds among them; a digest when it has none.

    An upphandlings-ID belongs to the whole procurement, so it is told apart by what the notice tells of.
    """
    found: list[Key] = []
    if notice.notice_id:
        found.append(("notice", notice.notice_id.lower()))
    if notice.publication_number:
        found.append(("publication", notice.publication_number))
    part = _PARTS.get(notice.form_type or "competition", notice.form_type or "")
    for scheme, value in more:
        given = " ".join(value.split())
        if given:
            found.append((scheme, f"{given}#{part}" if scheme == "procurement" else given))
    return [(scheme, value[:300]) for scheme, value in dict.fromkeys(found)]


def procurement_id(more: Iterable[Key]) -> str:
    """The upphandlings-ID among the keys that a source gave."""
    return next((" ".join(value.split())[:80] for scheme, value in more if scheme == "procurement"), "")


def digest_of(document: dict[str, Any]) -> str:
    """What two notices share when they say the very same."""
    return hashlib.sha256(msgspec.json.encode(document, order="deterministic")).hexdigest()


def changed_name(notice: Notice) -> str:
    """What the notice calls the one that it changes; a change of a contract changes no notice."""
    if notice.change is None or (notice.form_type == "cont-modif" and notice.change.reason is None):
        return ""
    return next(iter(targets_of(notice)), "")[:100]


def previous_name(notice: Notice) -> str:
    """What the notice calls the one before it in the same procurement."""
    return written_name(notice.previous[0])[:100] if notice.previous else ""


def names_written(name: str) -> list[Key]:
    """The keys that a reference of another notice may mean, "id-1" or a publication number."""
    identity, _dash, _version = name.rpartition("-")
    return [("publication", name), ("notice", identity.lower()), ("notice", name.lower())]


def is_of_version(name: str, notice_id: str, edition: int) -> bool:
    """Whether a reference means this edition of the notice, where it says which."""
    identity, _dash, version = name.rpartition("-")
    if identity.lower() != notice_id.lower() or not version.isdigit():
        return True
    return int(version) == edition
