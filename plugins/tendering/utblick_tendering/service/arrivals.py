"""A notice on its way in: what follows from itself alone, before anybody looks at what is held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from utblick_tendering.matching.states import names_of
from utblick_tendering.reading import Notice
from utblick_tendering.reading.stored import document
from utblick_tendering.service.facts import facts_of, lots_of, ted_address
from utblick_tendering.service.names import (
    Key,
    changed_name,
    digest_of,
    keys_of,
    names_written,
    previous_name,
    procurement_id,
)
from utblick_tendering.service.parties import swedish_numbers, without_personal_numbers
from utblick_tendering.sources.base import Found


@dataclass(frozen=True, slots=True)
class Arrival:
    """One notice, the names that it has, and the rows that it becomes."""

    notice: Notice
    document: Mapping[str, Any]
    digest: str
    names: Sequence[Key]
    facts: Mapping[str, Any]
    lots: Sequence[Mapping[str, Any]]
    source_id: UUID | None
    now: datetime

    @property
    def open_lots(self) -> list[str]:
        """The lots that can still be answered."""
        return [
            lot["number"] for lot in self.lots if lot["deadline"] is not None and lot["deadline"] >= self.now
        ]

    @property
    def called(self) -> list[str]:
        """What other notices may call it."""
        return names_of(self.notice)

    @property
    def speaks_of(self) -> list[Key]:
        """The names of notices that it changes or decides on."""
        told = (changed_name(self.notice), previous_name(self.notice))
        return [key for name in told if name for key in names_written(name)]

    @property
    def numbers(self) -> set[str]:
        """The numbers of its buyers and winners, those that may stand in the register."""
        winners = [winner for result in self.notice.results for winner in result.winners]
        return swedish_numbers((*self.notice.buyers, *winners))


def arrival(found: Found, source_id: UUID | None, now: datetime) -> Arrival:
    """The notice that was found, without what may not be kept of it."""
    if found.notice is None:
        raise ValueError(f"there is no notice in {found.place}")
    notice = without_personal_numbers(found.notice)
    written = document(notice)
    digest = digest_of(written)
    named = procurement_id(found.keys)
    facts: dict[str, Any] = {
        **facts_of(notice, now),
        "web_url": (found.web_url or ted_address(notice))[:500],
        **({"procurement_id": named} if named else {}),
    }
    return Arrival(
        notice=notice,
        document=written,
        digest=digest,
        names=keys_of(notice, found.keys) or [("digest", digest)],
        facts=facts,
        lots=list(lots_of(notice, now)),
        source_id=source_id,
        now=now,
    )


def arrivals(found: Iterable[Found], source_id: UUID | None, now: datetime) -> list[Arrival]:
    """Several, in their order."""
    return [arrival(one, source_id, now) for one in found]
