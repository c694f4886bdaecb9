"""Pages of lists that were drawn before: the frame around the rows, and the rows while they stay the same.

What a page shows is read anew each time; only the drawing of the very same is spared.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass


@dataclass(slots=True)
class _Frame:
    before: bytes
    after: bytes
    rows: object = None
    page: bytes = b""


class Frames:
    """Pages by what they depend on; the ones used last are kept."""

    def __init__(self, *, most: int = 100) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, _Frame] = OrderedDict()
        self._lock = threading.Lock()

    def page(
        self, key: Hashable, rows: object, *, body: Callable[[], bytes], frame: Callable[[str], str] = str
    ) -> bytes:
        """The page with these rows.

        `key` holds all that the page depends on beside its rows, and `rows` all that they show. `body`
        draws the rows, `frame` the page around a mark in their place; without it they are the page.
        """
        kept = self._found(key)
        if kept is None:
            before, _mark, after = frame(MARK).partition(MARK)
            kept = self._keep(key, _Frame(before.encode(), after.encode()))
        if kept.rows == rows and kept.page:
            return kept.page
        made = kept.before + body() + kept.after
        with self._lock:
            kept.rows, kept.page = rows, made
        return made

    def _found(self, key: Hashable) -> _Frame | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, frame: _Frame) -> _Frame:
        with self._lock:
            self._kept[key] = frame
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return frame


MARK = "<!-- the rows of this page -->"
