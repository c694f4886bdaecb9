"""Whether the house stands: alive, ready, and in figures for Prometheus."""

from collections.abc import Sequence
from typing import Any

import anyio.to_thread
import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text

from utblick import __version__
from utblick.db.database import Database
from utblick.db.versions import require_current
from utblick.errors import Misconfigured
from utblick.observe.measuring import exposition
from utblick.platform import Platform
from utblick.web.answers import NEVER_STORED, respond

CLOCK_SECONDS = 5.0
"""A clock that is off by more is worth telling, although the house goes by the database's."""


def handlers(platform: Platform) -> Sequence[HTTPRouteHandler]:
    """The three addresses; they say nothing about people or data, and need no sign-in."""

    async def live(request: Request[Any, Any, Any]) -> ASGIResponse:
        return _json({"status": "alive", "version": __version__})

    schema = SchemaFits(platform)

    async def ready(request: Request[Any, Any, Any]) -> ASGIResponse:
        state = await anyio.to_thread.run_sync(readiness, platform, schema)
        return _json(state, status=503 if state["status"] in {"failing", "leaving"} else 200)

    async def metrics(request: Request[Any, Any, Any]) -> ASGIResponse:
        health = await platform.bus.health() if platform.bus is not None else None
        figures = await anyio.to_thread.run_sync(exposition, platform, health)
        return respond(figures, CONTENT_TYPE_LATEST, headers=NEVER_STORED)

    return [_at("/health/live", live), _at("/health/ready", ready), _at("/metrics", metrics)]


class SchemaFits:
    """Whether the tables are where the code is; once they are, the scripts are not read again."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._known: Database | None = None

    def require(self) -> None:
        """Raise `Misconfigured` unless the tables fit."""
        database = self._platform.database
        if database is not self._known:
            require_current(database, self._platform.registry)
            self._known = database


def readiness(platform: Platform, schema: SchemaFits) -> dict[str, Any]:
    """`ready`, `degraded` (works, but something waits or was set aside), `failing`, or `leaving`.

    Who leaves answers still, but is to be asked no more.
    """
    checks: dict[str, str] = {"database": "ok", "bus": "ok", "plugins": "ok"}
    if platform.is_leaving:
        return {"status": "leaving", "checks": checks}
    try:
        with platform.database.read() as session:
            session.connection().execute(text("SELECT 1"))
        schema.require()
    except Misconfigured as behind:
        return {"status": "failing", "checks": checks | {"database": str(behind.message)}}
    except Exception as error:
        return {"status": "failing", "checks": checks | {"database": type(error).__name__}}
    if platform.bus is not None and not platform.bus.is_connected:
        checks["bus"] = "not connected; events wait in the log"
    elif platform.bus_degraded:
        checks["bus"] = "events wait; none was taken for some time"
    if platform.database.clock is not None and abs(platform.database.clock.differs) > CLOCK_SECONDS:
        checks["clock"] = f"differs by {platform.database.clock.differs:.0f} s from the database's"
    if platform.registry.quarantined:
        checks["plugins"] = "set aside: " + ", ".join(q.name for q in platform.registry.quarantined)
    well = all(value == "ok" for value in checks.values())
    return {"status": "ready" if well else "degraded", "checks": checks}


def _json(value: dict[str, Any], *, status: int = 200) -> ASGIResponse:
    return respond(msgspec.json.encode(value), "application/json", status=status, headers=NEVER_STORED)


def _at(path: str, function: Any) -> HTTPRouteHandler:
    return HTTPRouteHandler(
        path=path, http_method=["GET"], opt={"access": "public"}, include_in_schema=False
    )(function)
