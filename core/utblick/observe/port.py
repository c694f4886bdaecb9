"""Lets a worker, which serves no pages, answer those who watch over it: /metrics and /health."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from utblick.platform import Platform


@asynccontextmanager
async def answering(platform: "Platform") -> AsyncIterator[None]:
    """Listen meanwhile where the settings say so; a port of 0 listens nowhere."""
    said = platform.settings.observe
    if not said.worker_port:
        yield
        return
    from litestar import Litestar

    from utblick.cli.run import take_port
    from utblick.web.health import handlers
    from utblick.web.server import Server

    there = platform.settings.web.model_copy(update={"host": said.worker_host, "port": said.worker_port})
    place = take_port(there, another="UTBLICK_OBSERVE__WORKER_PORT={other} utblick worker")
    app = Litestar(route_handlers=[*handlers(platform)], openapi_config=None, logging_config=None)
    server = Server(app, platform.settings, told_to_stop=lambda: None, signals=())
    task = asyncio.create_task(server.serve(sockets=[place]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
