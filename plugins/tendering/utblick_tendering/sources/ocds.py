"""Release packages of OCDS, from a file or an address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from utblick.api import _
from utblick_tendering.ocds.reading import notice_of, releases_in
from utblick_tendering.reading import NoticeRefused
from utblick_tendering.sources.base import Asked, Found, file_of
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.web import Transport, fetch, over_the_net

LARGEST = 50 * 1024 * 1024


@dataclass
class Ocds:
    """The adapter; `private` lets it ask addresses of the own network."""

    transport: Transport = over_the_net
    private: bool = False
    resolve: Callable[[str], list[str]] | None = None

    def total(self, asked: Asked) -> int | None:
        """Unknown until the package has been read."""
        return None

    def found(self, asked: Asked) -> Iterator[Found]:
        """A notice for each release, from the place where a reading was stopped."""
        try:
            found = releases_in(self._content(asked))
        except NoticeRefused as refused:
            raise SourceSilent(refused.said, later=False) from refused
        after = int(asked.place) if asked.place.isdecimal() else 0
        for place, release in enumerate(found, 1):
            if place <= after:
                continue
            try:
                notice, keys = notice_of(release)
            except NoticeRefused as refused:
                yield Found(place=str(place), refused=refused.said)
            else:
                yield Found(place=str(place), notice=notice, keys=keys)

    def _content(self, asked: Asked) -> bytes:
        if asked.file is None and asked.address.startswith(("http://", "https://")):
            return fetch(
                asked.address, transport=self.transport, private=self.private, resolve=self.resolve
            ).content
        path = file_of(asked)
        if path.stat().st_size > LARGEST:
            raise SourceSilent(
                _("The package is larger than {n} MB. Divide it.", n=LARGEST // 1024 // 1024), later=False
            )
        return path.read_bytes()
