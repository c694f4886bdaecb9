"""Which of many share a key with another one, kept in some twenty bytes for each key of each of them."""

from array import array
from collections.abc import Iterable


class Blocks:
    """Numbered places by their keys. A key that more than `crowd` places share tells nothing of any.

    A dictionary of lists takes ten times as much. Here every key of every place is an entry in columns of
    plain numbers; entries of one bucket are chained, the latest first, and a bucket is the end of the key.
    """

    def __init__(self, crowd: int) -> None:
        self._crowd = crowd
        self._crowded: set[int] = set()
        self._latest = array("I", bytes(4 * 1024))
        self._before = array("I", (0,))
        self._keys = array("q", (0,))
        self._places = array("I", (0,))

    def sharing(self, keys: Iterable[int]) -> set[int]:
        """The places that have one of the keys; those of a crowd are left out."""
        found: set[int] = set()
        for key in keys:
            if key not in self._crowded:
                found.update(self._having(key))
        return found

    def put(self, place: int, keys: Iterable[int]) -> set[int]:
        """Let the place have these keys; returns what was `sharing` them before."""
        found: set[int] = set()
        for key in keys:
            if key in self._crowded:
                continue
            having = self._having(key)
            found.update(having)
            if len(having) < self._crowd:
                self._enter(key, place)
            else:
                self._crowded.add(key)
        return found

    def _having(self, key: int) -> list[int]:
        keys, before, places = self._keys, self._before, self._places
        found = []
        entry = self._latest[key & (len(self._latest) - 1)]
        while entry:
            if keys[entry] == key:
                found.append(places[entry])
            entry = before[entry]
        return found

    def _enter(self, key: int, place: int) -> None:
        if len(self._keys) > len(self._latest):
            self._widen()
        bucket = key & (len(self._latest) - 1)
        self._before.append(self._latest[bucket])
        self._latest[bucket] = len(self._keys)
        self._keys.append(key)
        self._places.append(place)

    def _widen(self) -> None:
        """Twice as many buckets, so that one still has about one entry."""
        latest = array("I", bytes(8 * len(self._latest)))
        end = len(latest) - 1
        for entry in range(1, len(self._keys)):
            bucket = self._keys[entry] & end
            self._before[entry] = latest[bucket]
            latest[bucket] = entry
        self._latest = latest
