"""The application with the development bar around it: every page carries it, every answer names its work."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import anyio.to_thread
import structlog
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.response.streaming import ASGIStreamingResponse
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from utblick.access.cookies import cookie_value
from utblick.access.sessions import authenticate
from utblick.context import NOBODY, Actor
from utblick.dev.bar import bar_of, draw
from utblick.dev.trace import Journal, RequestWork, noting
from utblick.platform import Platform
from utblick.registry import CORE
from utblick.web.answers import HTML, NEVER_STORED, respond
from utblick.web.app import guard_headers
from utblick.web.assets import content_type_of
from utblick.web.live import LiveHub

log = structlog.get_logger("utblick.dev")

CHANGED = "dev.changed"
"""What open pages are told when this process ends to make room for the next."""
STATIC = Path(__file__).parent / "static"
TRACE = "x-dev-trace"
"""The header that names the requests that an answer is about: an action that led to it, and itself."""
_COOKIE = "utblick_dev"
_REMEMBERED = 4
"""How many requests in a row may lead to a page by redirects."""
_UNWATCHED = ("/static/", "/live", "/health/", "/metrics")
_REDIRECTS = {301, 302, 303, 307, 308}
_LANGUAGE = re.compile(rb'<html lang="(\w+)"')
_HEAD = b'<link rel="stylesheet" href="/dev/bar.css"><script src="/dev/bar.js"></script></head>'


class DevelopmentApp:
    """The platform's application, with onlookers (see `utblick.dev.onlookers`) already at their places."""

    def __init__(self, inner: Litestar, platform: Platform, journal: Journal) -> None:
        self._inner, self._platform, self._journal = inner, platform, journal
        self._changes = LiveHub(platform)
        self._own: ASGIApp = guard_headers(platform)(self._answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path"].startswith(_UNWATCHED):
            await self._inner(scope, receive, send)
        elif scope["path"].startswith("/dev/"):
            scope.setdefault("state", {})
            await self._own(scope, receive, send)
        else:
            await _Watched(self._platform, self._journal, scope).run(self._inner, receive, send)

    def say_goodbye(self) -> None:
        """Tell every open page that this process ends, and end what they listen to."""
        for hub in (self._inner.state.live, self._changes):
            hub.tell(CHANGED, {})
            hub.close()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The addresses of the bar: its files, what it shows, and the stream for pages without one."""
        name = scope["path"].removeprefix("/dev/")
        if name == "changes":
            stream = ASGIStreamingResponse(
                iterator=self._changes.stream(), media_type="text/event-stream", headers=dict(NEVER_STORED)
            )
            await stream(scope, receive, send)
        elif name == "requests":
            asked = parse_qs(scope["query_string"].decode("latin-1"))
            html = await anyio.to_thread.run_sync(
                drawn, self._platform, self._journal, asked.get("id", []), asked.get("language", [""])[0]
            )
            await respond(html.encode(), HTML, headers=NEVER_STORED)(scope, receive, send)
        elif name in {"bar.css", "bar.js"}:
            body = (STATIC / name).read_bytes()
            await respond(body, content_type_of(name), headers=NEVER_STORED)(scope, receive, send)
        else:
            await respond(b"No such address.", "text/plain", status=404)(scope, receive, send)


def drawn(platform: Platform, journal: Journal, ids: Sequence[str], language: str) -> str:
    """The bar about these requests, as HTML; empty when it cannot be drawn: the page must not suffer."""
    works = journal.requests(*ids)
    actor = next((work.actor for work in reversed(works) if work.whole), NOBODY)
    try:
        with platform.read(replace(actor, language=language or actor.language)) as ctx:
            return draw(ctx, bar_of(ctx, journal, works))
    except Exception:
        log.exception("bar_not_drawn")
        return ""


class _Watched:
    """One request: what it does is noted, and its answer is looked through for a page."""

    def __init__(self, platform: Platform, journal: Journal, scope: Scope) -> None:
        self._platform, self._journal = platform, journal
        self._headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        kept = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        self._scope: Any = {**scope, "headers": kept}
        self._work = RequestWork("", method=scope["method"], path=scope["path"])  # type: ignore[typeddict-item]
        self._before = [
            one for one in cookie_value(self._headers.get("cookie", ""), _COOKIE).split(".") if one
        ]
        self._start: Message | None = None
        self._body = bytearray()

    async def run(self, inner: ASGIApp, receive: Receive, send: Send) -> None:
        """Have the request answered, and send the answer: a page with the bar in it, others as they are."""

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                if self._begin(message):
                    self._start = message
                    return
            elif self._start is not None:
                self._body += message.get("body", b"")
                return
            await send(message)

        with noting(self._work):
            await inner(self._scope, receive, sending)
        if self._start is not None:
            await self._finish(self._start, send)

    def _begin(self, message: Any) -> bool:
        """Note what the answer is, and name the work in it; returns whether it may be a page."""
        sent = {name.lower(): value.decode("latin-1") for name, value in message["headers"]}
        work = self._work
        work.id, work.status = sent.get(b"x-request-id", ""), message["status"]
        work.target = self._headers.get("hx-target", "").rpartition("#")[2]
        work.plugin, work.box = self._drawn_by()
        work.name, work.actor = f"{work.method} {work.path}", self._reader()
        self._journal.keep(work)
        leads_on = work.status in _REDIRECTS or b"hx-redirect" in sent
        if leads_on:
            self._add(message, "set-cookie", _cookie([*self._before, work.id][-_REMEMBERED:]))
        html = sent.get(b"content-type", "").startswith("text/html") and not leads_on
        if not html:
            self._add(message, TRACE, work.id)
        return html

    async def _finish(self, start: Any, send: Send) -> None:
        body = bytes(self._body)
        self._work.whole = b"</body>" in body
        ids = [*self._before, self._work.id] if self._work.whole else [self._work.id]
        self._add(start, TRACE, " ".join(ids))
        if self._work.whole:
            if self._before:
                self._add(start, "set-cookie", _cookie([]))
            body = await self._with_bar(body, ids)
            kept = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
            start["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _with_bar(self, body: bytes, ids: Sequence[str]) -> bytes:
        spoken = _LANGUAGE.search(body)
        language = spoken[1].decode() if spoken else ""
        html = await anyio.to_thread.run_sync(drawn, self._platform, self._journal, ids, language)
        before, end, after = body.rpartition(b"</body>")
        return before.replace(b"</head>", _HEAD, 1) + html.encode() + end + after

    def _drawn_by(self) -> tuple[str, str]:
        """The plugin whose page this is, and the name of the panel where it is one."""
        handler = self._scope.get("route_handler")
        owner = str(handler.opt.get("owner", CORE)) if handler is not None else CORE
        if not self._work.path.startswith("/panels/"):
            return owner, ""
        name = self._work.path.split("/")[2]
        plugins = self._platform.registry.plugins
        return next(
            ((p.name, name) for p in plugins if any(box.name == name for box in p.panels)), (owner, "")
        )

    def _reader(self) -> Actor:
        with noting(None):
            try:
                return authenticate(self._platform, self._headers).actor
            except Exception:  # the database is away: the page itself says so
                return NOBODY

    @staticmethod
    def _add(message: Any, name: str, value: str) -> None:
        message["headers"] = [*message["headers"], (name.encode(), value.encode())]


def _cookie(ids: Sequence[str]) -> str:
    lasts = 60 if ids else 0
    return f"{_COOKIE}={'.'.join(ids)}; Path=/; Max-Age={lasts}; HttpOnly; SameSite=Lax"
