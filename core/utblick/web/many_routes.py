"""An application that takes in a thousand routes at once.

Litestar asks of each handler what its function takes and gives, and goes through all routes and all of its
tree for each that it takes in, which with six plugins took most of a start. Our functions are all alike, so
here they are asked once, and the tree is made and checked at the end.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import FormMultiDict
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.routes import HTTPRoute
from litestar.types import Empty, HTTPScope, Receive, Send
from litestar.utils.scope.state import ScopeState


class AlikeHandler(HTTPRouteHandler):
    """A handler of a function that takes a request, and gives an answer that is ready to be sent."""

    @property
    def parsed_fn_signature(self) -> Any:
        """What the function takes and gives."""
        return _first().parsed_fn_signature

    @property
    def signature_model(self) -> Any:
        """How what the function takes is found in a request."""
        return _first().signature_model

    def create_kwargs_model(self, path_parameters: Any) -> Any:
        """What of a request is looked at before the function is called: nothing."""
        return _kwargs_model()


class AlikeRoute(HTTPRoute):
    """The handlers of one path. What Litestar's own route makes ready for other kinds is not asked for."""

    async def handle(self, scope: HTTPScope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Call the function of the method, send what it answers, and close files that were sent to it."""
        handler, _model = self.route_handler_map[scope["method"]]
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        try:
            answer = await handler.fn(request)
            await answer(scope, receive, send)
        finally:
            sent = ScopeState.from_scope(scope).form
            if sent is not Empty:
                await FormMultiDict.from_form_data(sent).close()


async def _alike(request: Request[Any, Any, Any]) -> ASGIResponse:
    """What all functions of routes look like; it is looked at, and nothing leads to it."""
    raise AssertionError("nobody is led here")


@cache
def _first() -> HTTPRouteHandler:
    return HTTPRouteHandler("/", http_method=[HttpMethod.GET])(_alike)


@cache
def _kwargs_model() -> Any:
    return _first().create_kwargs_model({})


class ManyRoutes(Litestar):
    """A Litestar whose own routes are added by `register_all`, once."""

    def register_all(self, handlers: Iterable[HTTPRouteHandler]) -> None:
        """Add handlers of one path each, of which no other part of the application has any; those of the same
        path become one route, which also answers what methods it has.
        """
        by_path: dict[str, list[HTTPRouteHandler]] = defaultdict(list)
        for handler in handlers:
            (path,) = handler.paths
            by_path[path].append(handler)
        for path, alike in by_path.items():
            alike.append(_options(path, alike))
            for handler in alike:
                handler.owner = self
            route = AlikeRoute(path=path, route_handlers=alike)
            self.routes.append(route)
            for handler in alike:
                handler.on_registration(self)
            route.create_handler_map()
        self.asgi_router.construct_routing_trie()


def _options(path: str, alike: Iterable[HTTPRouteHandler]) -> HTTPRouteHandler:
    methods = sorted({"OPTIONS", *(method for handler in alike for method in handler.http_methods)})

    async def options(request: Request[Any, Any, Any]) -> ASGIResponse:
        return ASGIResponse(status_code=204, headers={"allow": ", ".join(methods)})

    return AlikeHandler(path, http_method=[HttpMethod.OPTIONS], include_in_schema=False)(options)
