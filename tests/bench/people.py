"""Clerks who work: each with a browser of its own, a pause between what it does, and a mix of reading and writing."""

import http.client
import re
import time
from dataclasses import dataclass
from random import Random
from threading import Thread
from urllib.parse import quote, urlencode

import rows

_BOX = re.compile(r'<div class="lazy[^>]* hx-get="([^"]+)"')
PAUSE_SECONDS = (5.0, 25.0)
_KINDS = ("overview", "list", "organisation", "search", "board", "comment", "lead")
_SHARES = (15, 25, 25, 15, 5, 10, 5)


@dataclass(frozen=True, slots=True)
class Day:
    """What there is to work with: organisations, and a session for each clerk."""

    organisations: tuple[str, ...]
    sessions: tuple[tuple[str, str], ...]


class Clerk(Thread):
    """Somebody at work; all times are milliseconds."""

    def __init__(self, host: str, day: Day, number: int) -> None:
        super().__init__(daemon=True)
        self._host, self._day, self._chance = host, day, Random(number)
        cookie, self._csrf = day.sessions[number]
        self._headers = {
            "cookie": cookie.partition(";")[0],
            "accept": "text/html",
            "sec-fetch-site": "same-origin",
        }
        self._words = rows.words(40, seed=number)
        self.answers: list[float] = []
        self.views: list[float] = []
        self.writes: list[float] = []
        self.errors: list[str] = []

    def everything(self) -> None:
        """Do each of it once and forget how long it took: the first page makes what later ones find."""
        line = http.client.HTTPConnection(self._host, timeout=60)
        for kind in _KINDS:
            getattr(self, f"_{kind}")(line)
        line.close()
        for taken in (self.answers, self.views, self.writes):
            taken.clear()

    def start(self, *, until: float = 0.0) -> None:
        self._until = until
        super().start()

    def run(self) -> None:
        line = http.client.HTTPConnection(self._host, timeout=60)
        self._rest(self._chance.uniform(0, PAUSE_SECONDS[1]))
        while time.monotonic() < self._until:
            kind = self._chance.choices(_KINDS, _SHARES)[0]
            try:
                getattr(self, f"_{kind}")(line)
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(f"{kind}: {type(error).__name__}: {error}")
            line.close()  # nobody keeps a line open for as long as the pause
            self._rest(self._chance.uniform(*PAUSE_SECONDS))

    def _rest(self, seconds: float) -> None:
        time.sleep(max(0.0, min(seconds, self._until - time.monotonic())))

    def _overview(self, line: http.client.HTTPConnection) -> None:
        self._view(line, "/")

    def _list(self, line: http.client.HTTPConnection) -> None:
        self._view(line, f"/organisations?town={quote(self._chance.choice(rows.TOWNS))}")

    def _organisation(self, line: http.client.HTTPConnection) -> None:
        self._view(line, f"/organisations/{self._one()}")

    def _search(self, line: http.client.HTTPConnection) -> None:
        self._view(line, f"/search/suggest?q={quote(self._chance.choice(self._words))}")

    def _board(self, line: http.client.HTTPConnection) -> None:
        self._view(line, "/export_deals/leads/board")

    def _comment(self, line: http.client.HTTPConnection) -> None:
        self._write(
            line, f"/records/core/organisation/{self._one()}/comments", {"text": "Exempel: ring igen."}
        )

    def _lead(self, line: http.client.HTTPConnection) -> None:
        lead = {
            "title": "Exempelaffär",
            "country": "NO",
            "confidentiality": "public",
            "currency": "EUR",
            "organisation_id": self._one(),
        }
        self._write(line, "/export_deals/leads/new", lead)

    def _one(self) -> str:
        return self._chance.choice(self._day.organisations)

    def _view(self, line: http.client.HTTPConnection, path: str) -> None:
        began = time.perf_counter()
        for box in _BOX.findall(self._asked(line, "GET", path)):
            self._asked(line, "GET", box)
        self.views.append((time.perf_counter() - began) * 1000)

    def _write(self, line: http.client.HTTPConnection, path: str, form: dict[str, str]) -> None:
        began = time.perf_counter()
        self._asked(line, "POST", path, urlencode({"csrf_token": self._csrf, **form}))
        self.writes.append((time.perf_counter() - began) * 1000)

    def _asked(self, line: http.client.HTTPConnection, method: str, path: str, body: str = "") -> str:
        kind = {"content-type": "application/x-www-form-urlencoded"} if body else {}
        began = time.perf_counter()
        line.request(method, path, body or None, self._headers | kind)
        answer = line.getresponse()
        said = answer.read().decode()
        self.answers.append((time.perf_counter() - began) * 1000)
        if answer.status != (303 if method == "POST" else 200):
            self.errors.append(f"{method} {path}: {answer.status} {said[:200]}")
        return said
