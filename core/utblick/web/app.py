"""The web application: every route of every enabled plugin, collected first, built once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import structlog
from litestar import Litestar, Request
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from litestar.response.base import ASGIResponse
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from utblick.context import NOBODY
from utblick.errors import NotFound, TooLarge, UtblickError
from utblick.i18n import Msg, _
from utblick.ids import new_id
from utblick.platform import Platform
from utblick.registry import LoadedPlugin
from utblick.web.answers import bare
from utblick.web.endpoint import endpoint, identified, most_bytes
from utblick.web.failures import failed
from utblick.web.many_routes import AlikeHandler, ManyRoutes
from utblick.web.request import WebRequest
from utblick.web.routing import Route

log = structlog.get_logger("utblick.web")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


def build_app(
    platform: Platform,
    *,
    on_startup: Sequence[Callable[..., Any]] = (),
    on_shutdown: Sequence[Callable[..., Any]] = (),
) -> Litestar:
    """The ASGI application of an assembled platform; its state holds the hub of open pages as `live`.

    Raises `Misconfigured` where it cannot serve what the settings ask for.
    """
    from utblick.access.saml.trust import require_ready
    from utblick.web.assets import static_handler
    from utblick.web.health import handlers as health
    from utblick.web.live import LiveHub
    from utblick.web.live import handler as live

    require_ready(platform.settings)
    hub = LiveHub(platform)
    app = ManyRoutes(
        route_handlers=[static_handler(platform.assets), *health(platform), live(platform, hub)],
        middleware=[guard_headers(platform)],
        exception_handlers={Exception: _raised_outside(platform)},
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=3, minimum_size=1000, exclude_opt_key="precompressed"
        ),
        openapi_config=None,
        logging_config=None,
        on_startup=[hub.start, *on_startup],
        on_shutdown=[hub.stop, *on_shutdown],
        state=State({"live": hub}),
        debug=False,
    )
    app.register_all(_handler(platform, owner, route) for owner, route in routes(platform))
    return app


def routes(platform: Platform) -> Iterable[tuple[str, Route]]:
    """Every route with the name of its plugin: declared ones, then those of the record types."""
    from utblick.records.routes import record_routes

    for plugin in platform.registry.plugins:
        for route in _own(plugin):
            yield plugin.name, route
        for record in plugin.records:
            for route in record_routes(plugin, record):
                yield plugin.name, route


def _own(plugin: LoadedPlugin) -> Sequence[Route]:
    return plugin.routes


def _handler(platform: Platform, owner: str, route: Route) -> HTTPRouteHandler:
    function = endpoint(platform, route, owner)
    return AlikeHandler(
        path=route.path,
        http_method=[route.method],  # type: ignore[list-item]
        opt={"access": route.access, "owner": owner},
        include_in_schema=False,
        request_max_body_size=most_bytes(platform, route),
    )(function)


def _raised_outside(platform: Platform) -> Callable[[Request[Any, Any, Any], Exception], Response[bytes]]:
    """The answer for what Litestar itself refuses: unknown addresses, wrong methods, broken bodies."""

    def answer(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in request.scope["headers"]
        }
        web = WebRequest(
            method=request.scope.get("method", "GET"),
            path=request.scope["path"],
            headers=headers,
            request_id=request.scope.get("state", {}).get("request_id", ""),
        )
        if not isinstance(error, HTTPException):
            log.error("request_failed", path=web.path, exc_info=error)
            return _packed(failed(platform, web, NOBODY, error))
        who = identified(platform, web)
        web.csrf_token = who.csrf_token
        return _packed(failed(platform, web, who.actor, _Refused(error.status_code)))

    return answer


def _packed(made: ASGIResponse) -> Response[bytes]:
    """The same answer in the class that exception handlers must return."""
    headers = {
        name: value for name, value in made.headers.items() if name not in {"content-type", "content-length"}
    }
    return Response(
        content=made.body,
        status_code=made.status_code,
        headers=headers,
        media_type=bare(made.headers["content-type"]),
    )


class _Refused(UtblickError):
    """A refusal of the web framework, in the platform's words."""

    def __init__(self, status: int) -> None:
        words: dict[int, Msg] = {
            404: NotFound().message,
            405: _("This address does not answer to that kind of request."),
            413: _("What you sent is larger than the limit here."),
        }
        super().__init__(words.get(status, _("The request could not be understood.")))
        self.status = status
        self.title = {404: NotFound.title, 413: TooLarge.title}.get(status, self.title)


def guard_headers(platform: Platform) -> Callable[[ASGIApp], ASGIApp]:
    """Give every request an id, and every answer the headers that keep browsers strict."""
    fixed = [
        (b"content-security-policy", POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    ]
    if platform.settings.public_url.startswith("https://"):
        fixed.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))

    def wrap(app: ASGIApp) -> ASGIApp:
        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP:
                await app(scope, receive, send)
                return
            request_id = new_id().hex
            scope["state"]["request_id"] = request_id
            structlog.contextvars.clear_contextvars()

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    own = [*fixed, (b"x-request-id", request_id.encode())]
                    if platform.is_leaving:  # what comes next over this connection would come too late
                        own.append((b"connection", b"close"))
                    message["headers"] = [*message["headers"], *own]
                await send(message)

            await app(scope, receive, sending)

        return guarded

    return wrap
