"""What every source answers with: one notice after the other, each with the place to go on from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from utblick.api import Msg, _
from utblick_tendering.reading import Notice
from utblick_tendering.sources.errors import SourceSilent


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A source as it is asked: `address` as people wrote it, `cursor` how far it was read last time.

    `file` is an uploaded file; `place` is where a taking in that was stopped goes on, as the last `Found`
    named it.
    """

    address: str = ""
    cursor: str = ""
    file: Path | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One notice of a source, or the sentence that says why it cannot be read.

    `place` names the file, row or entry and is where to go on after it. `keys` are what else it is known
    by: ``("procurement", "…")`` for an upphandlings-ID, ``("address", "…")`` for the entry of a feed.
    `cursor` is how far the source has been read once this one is kept; empty leaves it as it was.
    """

    place: str
    notice: Notice | None = None
    refused: Msg | None = None
    keys: tuple[tuple[str, str], ...] = ()
    web_url: str = ""
    cursor: str = ""


class Adapter(Protocol):
    """A kind of source. Raises `utblick_tendering.sources.errors.SourceSilent` when it does not answer."""

    def total(self, asked: Asked) -> int | None:
        """How many notices there are, where that is known before they are read."""
        ...

    def found(self, asked: Asked) -> Iterator[Found]:
        """The notices, read one by one: memory stays flat however many there are."""
        ...


def file_of(asked: Asked) -> Path:
    """The file of a source that is one; raises `SourceSilent` when it is not there."""
    path = asked.file
    if path is None or not path.is_file():
        raise SourceSilent(_("There is no file {name}.", name=path.name if path else "–"), later=False)
    return path
