"""The thread of one part of the bus: it does one thing after the other, and can be left behind."""

import asyncio
import ctypes
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_Asked = tuple[asyncio.AbstractEventLoop, "asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


class Hand:
    """A thread that a process never waits for at its end: what it does may never return."""

    def __init__(self, name: str) -> None:
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def do(self, work: Callable[..., T], *arguments: Any) -> "asyncio.Future[T]":
        """Do it after what was asked before."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._asked.put((loop, done, work, arguments))
        return done

    def end(self) -> None:
        """Do nothing after what was asked for."""
        self._asked.put(None)

    @property
    def ident(self) -> int:
        """What locks know the thread by."""
        return self._thread.ident or 0

    def interrupt(self, error: type[BaseException]) -> None:
        """Raise an error in the Python code that it runs; what waits outside of Python hears it later."""
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident), ctypes.py_object(error))

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            loop, done, work, arguments = asked
            result, error = None, None
            try:
                result = work(*arguments)
            except BaseException as raised:
                error = raised
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_tell, done, result, error)


def _tell(done: "asyncio.Future[Any]", result: Any, error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)
