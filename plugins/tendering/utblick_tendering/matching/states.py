"""Where each notice stands on a day, judged over all notices that are known."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from utblick_tendering.reading import Notice
from utblick_tendering.reading.values import instant

K = TypeVar("K", bound=Hashable)

ALERTING = frozenset({"open", "planning"})
"""Only what can still be answered is told to companies."""

NONE: Mapping[str, int] = MappingProxyType({})
RESULTS = frozenset({"result", "dir-awa-pre", "cont-modif", "completion"})


def states(notices: Mapping[K, Notice], as_of: datetime) -> dict[K, str]:
    """The state of every notice: planning, open, closed, superseded, cancelled, result or registration.

    A newer version of a notice, or a notice that changes it, supersedes it; the reason "cancel" cancels
    both the notice that says so and the one that it is about.
    """
    newest: dict[str, int] = {}
    for notice in notices.values():
        if notice.notice_id:
            newest[notice.notice_id] = max(newest.get(notice.notice_id, 0), version_of(notice))
    changed = {
        target: notice.change.reason == "cancel"
        for notice in sorted(
            notices.values(), key=lambda one: one.change is not None and one.change.reason == "cancel"
        )
        if notice.change is not None
        for target in targets_of(notice)
    }
    return {key: state_of(notice, as_of, changed, newest) for key, notice in notices.items()}


def state_of(
    notice: Notice, as_of: datetime, changed: Mapping[str, bool], newest: Mapping[str, int] = NONE
) -> str:
    """The state of one notice.

    `changed` are the names of notices that others change, with whether these cancel them; `newest` the
    newest version by notice id, where older ones are looked at too.
    """
    replaced = _replaced(notice, newest, changed)
    if replaced:
        return replaced
    if notice.document.startswith("BusinessRegistration"):
        return "registration"
    if notice.form_type in RESULTS:
        return "result"
    if notice.deadlines and all(instant(one) < as_of for one in notice.deadlines):
        return "closed"
    return "planning" if notice.form_type in {"planning", "consultation"} else "open"


def _replaced(notice: Notice, newest: Mapping[str, int], changed: Mapping[str, bool]) -> str:
    """Whether another notice has taken this one's place, or ended it."""
    if notice.change is not None and notice.change.reason == "cancel":
        return "cancelled"
    for name in names_of(notice):
        if name in changed:
            return "cancelled" if changed[name] else "superseded"
    old = notice.notice_id is not None and version_of(notice) < newest.get(notice.notice_id, 0)
    return "superseded" if old else ""


def version_of(notice: Notice) -> int:
    """The number of the version; 0 when the notice states none."""
    given = notice.version or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def names_of(notice: Notice) -> list[str]:
    """What another notice may call this one."""
    own = [notice.publication_number] if notice.publication_number else []
    return own + ([f"{notice.notice_id}-{version_of(notice)}"] if notice.notice_id else [])


def targets_of(notice: Notice) -> list[str]:
    """What the notice calls the one that it changes, if it changes one."""
    about = notice.change.changed_notice if notice.change is not None else None
    return [written_name(about)] if about else []


def written_name(about: str) -> str:
    """A reference to a notice, "id-01" or a publication number, as `names_of` writes names."""
    identity, _dash, version = about.rpartition("-")
    if version.isascii() and version.isdigit() and len(version) < 4 and identity:
        return f"{identity}-{int(version)}"
    return about
