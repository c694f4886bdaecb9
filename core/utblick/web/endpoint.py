"""What happens around every page: who is asking, may they, one transaction, one way to fail."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import anyio.to_thread
import msgspec
import structlog
from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.response.base import ASGIResponse
from sqlalchemy.orm import Session

from utblick.access.csrf import check_csrf
from utblick.access.sessions import Identified, authenticate, in_chosen_language
from utblick.context import NOBODY
from utblick.errors import Forbidden, Invalid, NotEnrolled, NotFound, NotSignedIn, TooLarge, UtblickError
from utblick.i18n import _
from utblick.observe.figures import REQUESTS
from utblick.observe.traces import Span, trace_id
from utblick.platform import Platform
from utblick.protection.readings import log_readings, log_readings_of
from utblick.web.answers import answer
from utblick.web.failures import failed
from utblick.web.request import Upload, Values, WebRequest
from utblick.web.routing import PUBLIC, SIGNED_IN, Route

log = structlog.get_logger("utblick.web")
T = TypeVar("T")

_ENVELOPE = 100_000
"""What a form adds to a file of the largest size."""


def endpoint(platform: Platform, route: Route, owner: str) -> Callable[..., Any]:
    """The Litestar handler function of a route."""
    inline = platform.database.is_sqlite and route.method == "GET" and not route.slow
    limit = most_bytes(platform, route)

    async def call(request: Request[Any, Any, Any]) -> ASGIResponse:
        web = _web_request(request)
        who = await _beside(platform, identified, platform, web)
        web.csrf_token, web.session_id, web.must_enrol = who.csrf_token, who.session_id, who.must_enrol
        structlog.contextvars.bind_contextvars(request_id=web.request_id, actor=who.actor.mark)
        started = time.perf_counter()
        with traced(platform, route, web, owner) as span:
            try:
                _admit(route, who, web)
                if route.method != "GET":
                    await _read_body(request, web, limit)
                    if who.kind != "token" and not route.elsewhere:
                        check_csrf(web.headers, web.form, who.csrf_token)
                work = partial(perform, platform, route, web, who, dict(request.path_params))
                made = work() if inline else await anyio.to_thread.run_sync(work)
            except UtblickError as error:
                if isinstance(error, Forbidden):
                    log.warning("access_refused", plugin=owner, method=route.method, path=route.path)
                made = await _beside(platform, failed, platform, web, who.actor, error)
            except Exception as error:
                log.exception("page_failed", plugin=owner, path=route.path)
                span.failed(type(error).__name__)
                made = await _beside(platform, partial(failed, owner=owner), platform, web, who.actor, error)
            span.say({"http.response.status_code": made.status_code})
        _measure(platform, route, made.status_code, time.perf_counter() - started)
        for cookie in web.set_cookies:
            made.headers.add("set-cookie", cookie)
        return made

    call.__name__ = f"{owner}_{route.perform.__name__}"
    return call


async def _beside(platform: Platform, work: Callable[..., T], *arguments: Any) -> T:
    """Do it beside the loop where it asks a server: one that went silent would hold up everybody."""
    if platform.database.is_sqlite:
        return work(*arguments)
    return await anyio.to_thread.run_sync(work, *arguments)


@contextmanager
def traced(platform: Platform, route: Route, web: WebRequest, owner: str) -> Iterator[Span]:
    """Follow the request, as part of what a proxy before us follows already."""
    facts = {"http.request.method": route.method, "http.route": route.path, "utblick.plugin": owner}
    parent = web.headers.get("traceparent", "")
    with platform.traces.span(
        f"{route.method} {route.path}", "server", parent=parent if trace_id(parent) else "", facts=facts
    ) as span:
        web.traceparent = span.traceparent
        if trace := trace_id(span.traceparent):
            structlog.contextvars.bind_contextvars(trace_id=trace)
        yield span


def most_bytes(platform: Platform, route: Route) -> int:
    """The largest body that the address takes: what the route says, within what the settings allow."""
    return min(route.max_body, max(platform.settings.web.upload_mb, 50) * 1_000_000 + _ENVELOPE)


def perform(
    platform: Platform, route: Route, web: WebRequest, who: Identified, path: Mapping[str, Any]
) -> ASGIResponse:
    """Run the page's function and make its answer, in one transaction."""
    if route.method == "GET":
        with platform.read(who.actor, request=web) as ctx:
            made = answer(ctx, route.perform(ctx, **path))
            log_readings_of(ctx.session, platform, who.actor, web)
            return made
    try:
        with platform.write(
            who.actor, request=web, correlation=web.request_id, traceparent=web.traceparent
        ) as ctx:
            told = route.perform(ctx, **path)
            made = answer(ctx, told)
            if made.status_code >= 400 and not getattr(told, "keep", False):
                raise _Refused(made, ctx.session)
            log_readings(ctx)
            return made
    except _Refused as refused:
        log_readings_of(refused.session, platform, who.actor, web)
        return refused.made


class _Refused(Exception):
    """Carries a refusing answer out of the transaction, so that nothing of it is kept."""

    def __init__(self, made: ASGIResponse, session: Session) -> None:
        self.made, self.session = made, session


def identified(platform: Platform, web: WebRequest) -> Identified:
    """Who asks; nobody, when the database cannot be asked: public pages may do without it."""
    try:
        return in_chosen_language(platform, authenticate(platform, web.headers), web)
    except Exception as error:
        log.exception("identification_failed")
        return Identified(NOBODY, trouble=error)


def _admit(route: Route, who: Identified, web: WebRequest) -> None:
    if "\0" in web.path:  # no name holds one, and PostgreSQL looks for none
        raise NotFound
    if who.kind == "token" and (
        not web.path.startswith("/api/") or (who.read_only and route.method != "GET")
    ):
        raise Forbidden(_("This token does not reach that far: tokens open /api, some only to read."))
    if route.access == PUBLIC:
        return
    if who.trouble is not None:
        raise who.trouble
    if who.actor.kind == "nobody":
        raise NotSignedIn
    if who.must_enrol and not route.enrols:
        raise NotEnrolled
    if who.read_only and route.method not in {"GET", "HEAD"}:
        raise Forbidden(_("This token may only read."))
    if route.access != SIGNED_IN and not who.actor.may(route.access):
        raise Forbidden


def _web_request(request: Request[Any, Any, Any]) -> WebRequest:
    scope = request.scope
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    client = scope.get("client")
    return WebRequest(
        method=scope["method"],
        path=scope["path"],
        query=Values([(name, str(value)) for name, value in request.query_params.multi_items()])
        if scope["query_string"]
        else Values(),
        headers=headers,
        query_string=scope["query_string"].decode("latin-1"),
        remote=client[0] if client else "",
        request_id=scope["state"].get("request_id", ""),
    )


async def _read_body(request: Request[Any, Any, Any], web: WebRequest, limit: int) -> None:
    declared = web.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    kind = web.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind in {"application/json", "application/merge-patch+json"}:
            web.json = await _json(request)
        else:
            await _read_form(request, web)
    except HTTPException as refused:
        raise _too_large(limit) if refused.status_code == 413 else _not_understood() from None
    except (UnicodeError, LookupError):  # text that is not in the character set that the form names
        raise _not_understood() from None


async def _json(request: Request[Any, Any, Any]) -> Any:
    try:
        return msgspec.json.decode(await request.body())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid({"": _("The body is not valid JSON.")}) from None


async def _read_form(request: Request[Any, Any, Any], web: WebRequest) -> None:
    pairs: list[tuple[str, str]] = []
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            web.uploads.setdefault(name, []).append(await _upload(value))
        else:
            pairs.append((name, str(value)))
    web.form = Values(pairs)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(
        _("What you sent is larger than {n} MB, which is the limit here.", n=max(1, limit // 1_000_000))
    )


def _not_understood() -> Invalid:
    return Invalid({"": _("The request could not be understood.")})


async def _upload(value: UploadFile) -> Upload:
    await value.seek(0)
    file = value.file
    size = file.seek(0, 2)
    file.seek(0)
    return Upload(value.filename or "", value.content_type or "", size, file)  # type: ignore[arg-type]


def _measure(platform: Platform, route: Route, status: int, seconds: float) -> None:
    REQUESTS.labels(route.method, route.path, status // 100).observe(seconds)
