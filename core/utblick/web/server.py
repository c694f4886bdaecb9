"""The web server: told to stop, it stops, and leaves what runs around it to be stopped in order."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

import uvicorn

from utblick.starting import settle

if TYPE_CHECKING:
    from utblick.settings import Settings


class Server(uvicorn.Server):
    """uvicorn's server without its habit of dying of the signal once more after it has stopped.

    That second death would cut the bus off while it stops, and end the program with an error.
    """

    def __init__(
        self,
        app: Any,
        settings: "Settings",
        *,
        told_to_stop: Callable[[], None],
        signals: Sequence[signal.Signals] = (signal.SIGINT, signal.SIGTERM),
    ) -> None:
        """The signals stop it; `told_to_stop` is called at once and ends what would else be waited for."""
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on",
                proxy_headers=True,
                forwarded_allow_ips=list(settings.web.trusted_proxies),
                server_header=False,
                timeout_graceful_shutdown=3,
                h11_max_incomplete_event_size=65536,
            )
        )
        self._told_to_stop, self._signals = told_to_stop, signals

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
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
