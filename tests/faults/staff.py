"""Staff at work in a house that is being broken, and the count of what came of it."""

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from engines import until


@dataclass
class Work:
    """What staff did: numbers that were answered well, refused in words, or left without an answer."""

    done: list = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)
    unanswered: int = 0
    words: set = field(default_factory=set)
    slowest: float = 0.0


class Staff:
    """Several people who count, each at a counter of their own, one number after the other."""

    def __init__(self, house, *processes, people=3, pause=0.04, first=1):
        self.house, self.processes = house, processes
        self.people, self.pause, self.first = people, pause, first
        self.work = {UUID(int=first * 1000 + person): Work() for person in range(people)}
        self._stop = threading.Event()
        self._threads = []

    def __enter__(self):
        for place, counter in enumerate(self.work):
            process = self.processes[place % len(self.processes)]
            self._threads.append(threading.Thread(target=self._count, args=(counter, process), daemon=True))
            self._threads[-1].start()
        return self

    def __exit__(self, *raised):
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def until_done(self, count, *, seconds=120):
        """Wait until so many more were answered well."""
        target = self.done + count
        until(lambda: self.done >= target, seconds=seconds, what=lambda: f"{self.done}\n{self.house.state()}")

    @property
    def done(self):
        return sum(len(work.done) for work in self.work.values())

    @property
    def refused(self):
        return sum((work.refused for work in self.work.values()), Counter())

    @property
    def unanswered(self):
        return sum(work.unanswered for work in self.work.values())

    @property
    def words(self):
        return set().union(*(work.words for work in self.work.values()))

    @property
    def slowest(self):
        return max(work.slowest for work in self.work.values())

    def _count(self, counter, process):
        work, line = self.work[counter], None
        for number in range(1_000_000):
            if self._stop.wait(self.pause):
                break
            began = time.monotonic()
            try:
                line = line or process.line(60)
                form = urlencode({"csrf_token": self.house.csrf, "counter": counter, "number": number})
                line.request("POST", "/tally/count", form, self._headers())
                answer = line.getresponse()
                said = answer.read().decode()
            except (OSError, http.client.HTTPException):
                work.unanswered += 1
                line = _closed(line)
                self._stop.wait(0.05)
                continue
            work.slowest = max(work.slowest, time.monotonic() - began)
            if answer.status == 200:
                work.done.append(number)
            else:
                work.refused[answer.status] += 1
                work.words.add(said)
        _closed(line)

    def _headers(self):
        kind = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        return self.house.headers | kind


def _closed(line):
    if line is not None:
        line.close()


def settled(house, staff, *, names=("kept", "free"), seconds=120):
    """Wait until every event is sent and every subscriber has seen it."""
    mine = tuple(staff.work)
    where = ", ".join(f"'{_key(house, one)}'" for one in mine)

    def all_seen():
        wanted = house.count("tally_count", f"counter_id IN ({where})")
        seen = house.count("tally_effect", f"counter_id IN ({where})")
        return seen >= len(names) * wanted and not house.count("core_event", "stream_seq IS NULL")

    until(all_seen, seconds=seconds, what=house.state)


def balance(house, staff, names=("kept", "free")):
    """What was lost and doubled, and whether order was kept; nought, nought and yes when all is well."""
    mine = set(staff.work)
    kept = Counter(
        (_uuid(c), n) for c, n in house.rows("SELECT counter_id, number FROM tally_count") if _uuid(c) in mine
    )
    look = "SELECT subscriber, counter_id, number FROM tally_effect ORDER BY position"
    effects = [(name, _uuid(c), n) for name, c, n in house.rows(look) if _uuid(c) in mine]
    promised = Counter((counter, number) for counter, work in staff.work.items() for number in work.done)
    lost, doubled, ordered = promised - kept, Counter(), True
    for name in names:
        seen = Counter((c, n) for who, c, n in effects if who == name)
        lost += kept - seen
        doubled += seen - kept
    for counter in mine:
        numbers = [n for name, c, n in effects if (name, c) == ("kept", counter)]
        ordered &= numbers == sorted(numbers)
    return {"lost": sum(lost.values()), "doubled": sum(doubled.values()), "ordered": ordered}


BALANCED = {"lost": 0, "doubled": 0, "ordered": True}


def _uuid(value):
    return value if isinstance(value, UUID) else UUID(value)


def _key(house, value):
    return value.hex if house.engine.dialect.name == "sqlite" else str(value)
