"""Answers that take the longer the more there is, asked so rarely that they take little of the time."""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
_TIMES = 50
"""An answer holds for so many times what it took: it takes at most a fiftieth of the time."""
_LONGEST = 60.0
_MOST = 500


class Costly:
    """What was found lately, by what was asked."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[float, Any]] = {}

    def answer(
        self, key: Hashable, ask: Callable[[], T], *, least: Callable[[T], float] = lambda _found: 0.0
    ) -> T:
        """What `ask` gives, or gave not long ago: where there is little to look through, that is now.

        `least` says for how many seconds an answer holds at least.
        """
        began = time.monotonic()
        until, found = self._known.get(key, (0.0, None))
        if until > began:
            known: T = found
            return known
        found = ask()
        ended = time.monotonic()
        if len(self._known) > _MOST:
            self._known.clear()
        seconds = max(least(found), min(_TIMES * (ended - began), _LONGEST))
        self._known[key] = (ended + seconds, found)
        return found
