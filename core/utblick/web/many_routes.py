"""An application that takes in a thousand routes at once.

Litestar goes through all routes and all of its tree for each that it takes in, which with six plugins took
most of a start; here the routes are gone through once, and the tree is made and checked at the end.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute


class ManyRoutes(Litestar):
    """A Litestar whose own routes are added by `register_all`, once."""

    def register_all(self, handlers: Iterable[HTTPRouteHandler]) -> None:
        """Add handlers of one path each; those of the same path become one route."""
        by_path: dict[str, list[HTTPRouteHandler]] = defaultdict(list)
        for handler in handlers:
            (path,) = handler.paths
            by_path[path].append(handler)
        router, self.asgi_router = self.asgi_router, _Postponed()  # type: ignore[assignment]
        try:
            for alike in by_path.values():
                for handler in alike:
                    self.register(handler)
        finally:
            self.asgi_router = router
        router.construct_routing_trie()

    @property
    def route_handler_method_map(self) -> dict[str, Any]:
        """The handlers by path and method: what came since it was last asked for, and the last before that,
        which may have got another method.
        """
        held: dict[str, Any] = self.__dict__.setdefault("held", defaultdict(dict))
        known = self.__dict__.get("known", 0)
        for route in self.routes[max(known - 1, 0) :]:
            if isinstance(route, HTTPRoute):
                for handler in route.route_handlers:
                    held[route.path].update(dict.fromkeys(handler.http_methods, handler))
        self.__dict__["known"] = len(self.routes)
        return held


class _Postponed:
    """Stands for the router while routes are added: the tree is made when all are there."""

    def construct_routing_trie(self) -> None:
        pass
