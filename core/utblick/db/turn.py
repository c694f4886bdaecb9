"""A lock that knows who holds it, so that it can be taken from one who never gives it back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from utblick.db.troubles import PenTaken


class Turn:
    """One thread at a time; whoever holds it and asks again is told so."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._guard = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def within(self, seconds: float = -1) -> Iterator[None]:
        """Take it as soon as nobody has it; raises `PenTaken` when that lasts longer, if a limit is given."""
        if self._holder == threading.get_ident():
            raise RuntimeError("this thread is writing already: give the inner work the outer session")
        if not self._lock.acquire(timeout=seconds):
            raise PenTaken
        self._holder = threading.get_ident()
        try:
            yield
        finally:
            self.take_from(threading.get_ident())

    @contextmanager
    def at_once(self) -> Iterator[bool]:
        """Take it when nobody has it; says whether it was taken."""
        mine = self._lock.acquire(blocking=False)
        if mine:
            self._holder = threading.get_ident()
        try:
            yield mine
        finally:
            if mine:
                self.take_from(threading.get_ident())

    def take_from(self, thread: int) -> None:
        """Let others have it, if this thread holds it."""
        with self._guard:
            if self._holder == thread:
                self._holder = None
                self._lock.release()
