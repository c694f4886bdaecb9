"""One thing that installing a blueprint would do here, or would not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from utblick.i18n import Msg, _


class Standing(StrEnum):
    """How a step stands: `own` is something of ours that differs, and stays unless it is chosen."""

    NEW = "new"
    CHANGED = "changed"
    OWN = "own"
    SAME = "same"
    WAITS = "waits"
    MISSING = "missing"
    BLOCKED = "blocked"


TITLES: Mapping[Standing, Msg] = {
    Standing.NEW: _("Is added"),
    Standing.CHANGED: _("Is changed"),
    Standing.OWN: _("Ours differs"),
    Standing.SAME: _("As it is here"),
    Standing.WAITS: _("Once its plugin runs"),
    Standing.MISSING: _("Not installed"),
    Standing.BLOCKED: _("Not possible here"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """From what to what; `before` is empty for what is not here yet."""

    what: Msg | str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step. Its `id` is its area and its key, as in ``evaluation.goals/M4``."""

    area: str
    key: str
    title: Msg | str
    standing: Standing
    changes: tuple[Change, ...] = ()
    note: Msg | None = None

    @property
    def id(self) -> str:
        return f"{self.area}/{self.key}"

    @property
    def can_be_done(self) -> bool:
        """Whether it can be done now, when it is chosen."""
        return self.standing in {Standing.NEW, Standing.CHANGED, Standing.OWN}

    @property
    def is_proposed(self) -> bool:
        """Whether it is done unless somebody leaves it out: what is our own is never replaced by itself."""
        return self.standing in {Standing.NEW, Standing.CHANGED}


def shown(value: Any) -> str:
    """A plain value as people read it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value) or "–"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {shown(one)}" for name, one in value.items()) or "–"
    return "–" if value in (None, "") else str(value)
