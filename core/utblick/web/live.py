"""What happens, told to open pages as it happens: one stream of server-sent events per browser."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import structlog
from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.response.streaming import ASGIStreamingResponse

from utblick.access.sessions import authenticate
from utblick.errors import NotSignedIn
from utblick.platform import Platform
from utblick.web.failures import failed
from utblick.web.request import WebRequest

log = structlog.get_logger("utblick.live")
PING_SECONDS = 15
QUEUE = 100


class LiveHub:
    """Hands what the bus tells to every open stream of this process; a slow reader loses the oldest."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._streams: set[asyncio.Queue[bytes]] = set()

    async def start(self) -> None:
        if self._platform.bus is not None:
            await self._platform.bus.listen(self.tell)

    async def stop(self) -> None:
        self.close()

    def close(self) -> None:
        """End every stream; browsers come back by themselves when there is somebody to come back to."""
        for stream in list(self._streams):
            _put(stream, b"")

    def tell(self, topic: str, data: dict[str, Any]) -> None:
        """Send a message to every open page: the name of what happened, and ids only."""
        message = b"data: " + msgspec.json.encode({"topic": topic, **data}) + b"\n\n"
        for stream in self._streams:
            _put(stream, message)

    async def stream(self) -> AsyncIterator[bytes]:
        """The messages of one reader until it leaves; a comment now and then keeps proxies awake."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(QUEUE)
        self._streams.add(queue)
        try:
            yield b"retry: 2000\n: welcome\n\n"
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), PING_SECONDS)
                except TimeoutError:
                    message = b": ping\n\n"
                if not message:
                    return
                yield message
        finally:
            self._streams.discard(queue)

    @property
    def readers(self) -> int:
        return len(self._streams)


def handler(platform: Platform, hub: LiveHub) -> HTTPRouteHandler:
    """The address of the stream; for signed-in people."""

    async def live(request: Request[Any, Any, Any]) -> ASGIResponse:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in request.scope["headers"]
        }
        who = authenticate(platform, headers)
        if who.actor.kind != "user" or who.must_enrol:
            return failed(
                platform, WebRequest("GET", "/live", headers={"accept": "*/*"}), who.actor, NotSignedIn()
            )
        return ASGIStreamingResponse(
            iterator=hub.stream(),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    return HTTPRouteHandler(
        path="/live", http_method=["GET"], opt={"access": "signed in"}, include_in_schema=False
    )(live)


def _put(queue: asyncio.Queue[bytes], message: bytes) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(message)
