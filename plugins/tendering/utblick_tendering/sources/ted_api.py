"""TED Search API v3: notices of the whole of Europe by a query, page after page, as they were published."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

from utblick.api import Msg, _
from utblick_tendering.reading import Notice, NoticeRefused
from utblick_tendering.reading.files import read_stream
from utblick_tendering.sources.base import Asked, Found
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.ted_answer import FIELDS, links_of, notice_of
from utblick_tendering.sources.web import Answer, Transport, over_the_net

SEARCH = "https://api.ted.europa.eu/v3/notices/search"
PAGE = 100
OVERLAP = timedelta(days=3)
"""So many days are read again each time: what was published late is not missed, and is not kept twice."""
DOWNLOADS = 3
PER_MINUTE = 600
"""TED's published limits are 700 requests in a minute and three downloads at a time."""
_TRIES = 5
_LONGEST_WAIT = 60.0
_ORDER = re.compile(r"\s+SORT\s+BY\s+.*$", re.IGNORECASE | re.DOTALL)
_HOSTS = ("https://ted.europa.eu/", "https://api.ted.europa.eu/")


@dataclass
class TedSearch:
    """The adapter. `whole` fetches each notice as XML and reads it whole; else the answer itself is read.

    `pause(seconds)` and `clock()` are those of the machine unless a test gives its own.
    """

    transport: Transport = over_the_net
    whole: bool = True
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: random.Random = field(default_factory=random.Random)
    _next_free: float = 0.0

    def total(self, asked: Asked) -> int | None:
        """Unknown until the first page has been read."""
        return None

    def found(self, asked: Asked) -> Iterator[Found]:
        """The notices published since the cursor, the oldest first, each with the day of its publication."""
        with ThreadPoolExecutor(DOWNLOADS) as threads:
            for page in self._pages(query_of(asked)):
                yield from threads.map(self._found, page)

    def _pages(self, query: str) -> Iterator[list[Mapping[str, Any]]]:
        """Page after page: until one is empty, the token comes again, or all that was announced is read."""
        token, seen, read = "", set[str](), 0
        while True:
            answer = self._page(query, token)
            notices = [one for one in _list(answer.get("notices")) if isinstance(one, Mapping)]
            if answer.get("timedOut") is True:
                raise SourceSilent(_("TED gave only a part of the answer. The rest is asked for later."))
            if notices:
                yield notices
            read += len(notices)
            announced = answer.get("totalNoticeCount")
            token = str(answer.get("iterationNextToken") or "")
            if not notices or not token or token in seen:
                return
            if isinstance(announced, int) and 0 < announced <= read:
                return
            seen.add(token)

    def _page(self, query: str, token: str) -> Mapping[str, Any]:
        body: dict[str, Any] = {
            "query": query,
            "fields": list(FIELDS),
            "limit": PAGE,
            "scope": "ALL",
            "checkQuerySyntax": False,
            "paginationMode": "ITERATION",
            "onlyLatestVersions": False,
        }
        if token:
            body["iterationNextToken"] = token
        answer = self._ask("POST", SEARCH, json.dumps(body).encode())
        try:
            said = json.loads(answer.content)
        except (ValueError, RecursionError) as error:
            raise SourceSilent(_("TED's answer cannot be read. It is asked for again later.")) from error
        if not isinstance(said, dict) or not isinstance(said.get("notices"), list):
            raise SourceSilent(_("TED's answer cannot be read. It is asked for again later."))
        return said

    def _ask(self, method: str, url: str, content: bytes | None = None) -> Answer:
        """Ask until there is an answer: waits grow, and last as long as TED says."""
        headers = {"accept": "application/json" if content else "application/xml"}
        if content:
            headers["content-type"] = "application/json"
        for attempt in range(_TRIES):
            self._keep_the_pace()
            try:
                answer = self.transport(method, url, headers=headers, content=content)
            except (OSError, TimeoutError):
                answer = None
            if answer is not None and answer.status == 200:
                return answer
            if answer is not None and answer.status != 429 and answer.status < 500:
                raise SourceSilent(_refused(answer), later=False)
            if attempt + 1 < _TRIES:
                self.pause(self._wait(attempt, answer))
        raise SourceSilent(_("TED does not answer. It is asked again later."))

    def _wait(self, attempt: int, answer: Answer | None) -> float:
        told = _retry_after(answer.headers.get("retry-after", "")) if answer else None
        grown = min(_LONGEST_WAIT, 2.0**attempt) * (0.5 + self.chance.random())
        return min(max(told, grown) if told is not None else grown, 10 * _LONGEST_WAIT)

    def _keep_the_pace(self) -> None:
        now = self.clock()
        if self._next_free > now:
            self.pause(self._next_free - now)
        self._next_free = max(now, self._next_free) + 60 / PER_MINUTE

    def _found(self, said: Mapping[str, Any]) -> Found:
        answer = notice_of(said)
        number = answer.publication_number
        address, page = links_of(said)
        return Found(
            place=number or answer.notice_id or "–",
            notice=self._whole(address) or answer,
            keys=(("publication", number),) if number else (),
            web_url=page,
            cursor=(answer.published or "")[:10],
        )

    def _whole(self, address: str) -> Notice | None:
        """The notice as it was published; None where it is not fetched, or is no notice."""
        if self.whole and address.startswith(_HOSTS):
            try:
                return read_stream(BytesIO(self._ask("GET", address).content))
            except (NoticeRefused, SourceSilent) as why:
                if isinstance(why, SourceSilent) and why.later:
                    raise
        return None


def query_of(asked: Asked) -> str:
    """The query of the source, narrowed to what was published since the cursor, the oldest first."""
    query = _ORDER.sub("", asked.address.strip())
    since = _day(asked.cursor)
    if since is not None:
        newer = f"publication-date >= {since - OVERLAP:%Y%m%d}"
        query = f"({query}) AND {newer}" if query else newer
    if not query:
        raise SourceSilent(
            _("The source has no query. Write one in the words of the TED Search API."), later=False
        )
    return f"{query} SORT BY publication-date ASC"


def _refused(answer: Answer) -> Msg:
    try:
        said = json.loads(answer.content[:10_000])
    except (ValueError, RecursionError):
        said = None
    why = said.get("message") if isinstance(said, dict) else None
    return _("TED refuses the query ({code}). {why}", code=answer.status, why=str(why or "")[:300])


def _retry_after(text: str) -> float | None:
    """Seconds, or until a moment."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
