"""The web server: told to stop, it leaves in the order in which nobody's request is lost, and then stops."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

import uvicorn

from utblick.starting import say, settle

if TYPE_CHECKING:
    from utblick.settings import Settings


_KEEP_ALIVE_SECONDS = 75
"""Longer than proxies keep an idle connection: one that we close may have a request on its way to us."""


class Server(uvicorn.Server):
    """uvicorn's server without its habit of dying of the signal once more after it has stopped.

    That second death would cut the bus off while it stops, and end the program with an error.

    Told to stop, it first says that it leaves and serves on for `web.drain_seconds`, so that proxies look
    elsewhere; then it takes nothing new, and gives requests under way `web.finish_seconds` to end. Told
    twice, it does not wait for proxies. Started, it says that it is ready when proxies had the same time.
    """

    def __init__(
        self,
        app: Any,
        settings: "Settings",
        *,
        told_to_stop: Callable[[], None],
        told_to_leave: Callable[[], None] = lambda: None,
        signals: Sequence[signal.Signals] = (signal.SIGINT, signal.SIGTERM),
    ) -> None:
        """The signals stop it. `told_to_leave` is called at once; `told_to_stop` when nothing new is taken
        any more, and ends what would else be waited for.
        """
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on",
                proxy_headers=True,
                forwarded_allow_ips=list(settings.web.trusted_proxies),
                server_header=False,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=settings.web.finish_seconds,
                h11_max_incomplete_event_size=65536,
            )
        )
        self._told_to_stop, self._told_to_leave, self._signals = told_to_stop, told_to_leave, signals
        self._drain_seconds = settings.web.drain_seconds
        self._leaving: asyncio.TimerHandle | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Say that we leave, and close the door when proxies have had the time to hear it."""
        if self._leaving is None:
            say("STOPPING=1")
            self._told_to_leave()
            loop = asyncio.get_running_loop()
            self._leaving = loop.call_later(self._drain_seconds, self._close, sig, frame)
            return
        self._leaving.cancel()
        self._close(sig, frame)

    def _close(self, sig: int, frame: FrameType | None) -> None:
        """Take nothing new from now on, not over open connections either; then say so."""
        for server in getattr(self, "servers", ()):
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        self._told_to_stop()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        settle()
        # Whoever waits for it may stop another process next: by then proxies must have found this one.
        asyncio.get_running_loop().call_later(self._drain_seconds, say, "READY=1")

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for name in self._signals:
            loop.add_signal_handler(name, self.handle_exit, name, None)
        try:
            yield
        finally:
            for name in self._signals:
                loop.remove_signal_handler(name)
