"""Asking the Funding & Tenders portal, page by page; off until the installation switches it on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from utblick.api import Conflict, _
from utblick_partnerships.portal.answer import FoundCall, calls_in

SEARCH = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"
PAGE, PAGES = 50, 10
_SECONDS = 30.0
_MOST = 20 * 1024 * 1024


class Transport(Protocol):
    """One POST and the body of its answer. Raises OSError when there is none."""

    def __call__(self, url: str) -> bytes: ...


def over_the_net(url: str) -> bytes:
    """The transport of a running installation."""
    import httpx

    try:
        with httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=True) as client:
            answer = client.post(url)
            answer.raise_for_status()
    except httpx.HTTPError as error:
        raise OSError(str(error)) from error
    return answer.content[:_MOST]


@dataclass(frozen=True, slots=True)
class Portal:
    """The portal's search."""

    transport: Transport = over_the_net

    def calls(self, text: str) -> Iterator[FoundCall]:
        """Every call that the search gives, once, however many pages and languages there are."""
        seen: set[str] = set()
        for number in range(1, PAGES + 1):
            content = self._page(text, number)
            found, _tenders = calls_in(content)
            fresh = [call for call in found if call.identifier not in seen]
            seen |= {call.identifier for call in fresh}
            yield from fresh
            if not found or number * PAGE >= _total(content):
                return

    def _page(self, text: str, number: int) -> bytes:
        asked = {"apiKey": "SEDIA", "text": text or "***", "pageSize": PAGE, "pageNumber": number}
        try:
            return self.transport(f"{SEARCH}?{urlencode(asked)}")
        except OSError as error:
            raise Conflict(
                _("The Funding & Tenders portal does not answer. It is asked again tomorrow.")
            ) from error


def _total(content: bytes) -> int:
    said = json.loads(content)
    return int(said.get("totalResults") or 0) if isinstance(said, dict) else 0
