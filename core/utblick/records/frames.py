"""What stands around the rows of a list, kept between requests: drawing it is most of the work."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Frames:
    """Pages without their rows, each as the text before and after them; the ones used last are kept."""

    def __init__(self, *, most: int = 100) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def around(self, key: Hashable, rows: str, draw: Callable[[str], str]) -> str:
        """The page with these rows. `draw` makes it with a mark in their place when the key is new.

        The key must hold all that the page depends on beside the rows.
        """
        with self._lock:
            frame = self._kept.get(key)
            if frame is not None:
                self._kept.move_to_end(key)
        if frame is None:
            before, _mark, after = draw(MARK).partition(MARK)
            frame = (before, after)
            with self._lock:
                self._kept[key] = frame
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return f"{frame[0]}{rows}{frame[1]}"


MARK = "<!-- the rows of this page -->"
