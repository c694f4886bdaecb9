"""From what a page function returns to bytes on the wire, with the headers that every answer owes."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import anyio.to_thread
import msgspec
from litestar.response.base import ASGIResponse
from litestar.response.streaming import ASGIStreamingResponse

from utblick.access.cookies import is_secure
from utblick.context import Context
from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.web import flash
from utblick.web.routing import Data, Download, Page, Redirect, Rendered
from utblick.web.shell import shell_of
from utblick.web.templating import render

Headers = list[tuple[str, str]]

HTML = "text/html; charset=utf-8"
NEVER_STORED: Headers = [("cache-control", "no-store")]
VARIES = ("vary", "HX-Request, Cookie")


def answer(ctx: Context, made: Any) -> ASGIResponse:
    """The response for a `Page`, `Rendered`, `Redirect`, `Download` or `Data`."""
    match made:
        case Page():
            return _page(ctx, made)
        case Rendered():
            return respond(made.html, HTML, headers=[*NEVER_STORED, VARIES])
        case Redirect():
            return _redirect(ctx, made)
        case Download():
            return _download(ctx, made)
        case Data():
            body = msgspec.json.encode(made.value)
            return respond(body, "application/json", status=made.status, headers=NEVER_STORED)
    raise Misconfigured(_("A page answered with {kind}, which is no answer.", kind=type(made).__name__))


def respond(
    body: bytes, media_type: str, *, status: int = 200, headers: Sequence[tuple[str, str]] = ()
) -> ASGIResponse:
    """Bytes with their kind and status."""
    return ASGIResponse(body=body, media_type=bare(media_type), status_code=status, headers=list(headers))


def bare(media_type: str) -> str:
    """The kind as the web framework wants it: it names the character set of text by itself."""
    return media_type.partition(";")[0] if media_type.startswith("text/") else media_type


def _page(ctx: Context, made: Page) -> ASGIResponse:
    shown = flash.take(ctx) if not made.block else []
    values = {"ctx": ctx, "shell": shell_of(ctx, shown), **made.values}
    html = render(ctx.platform.templates, made.template, values, block=made.block)
    headers = [*NEVER_STORED, VARIES, *made.headers.items()]
    return respond(html.encode(), HTML, status=made.status, headers=headers)


def _redirect(ctx: Context, made: Redirect) -> ASGIResponse:
    web = ctx.request
    if web is not None and made.message is not None:
        web.flashes.append((made.tone, made.message))
    headers = [*NEVER_STORED]
    if web is not None and web.flashes:
        headers.append(("set-cookie", flash.cookie(web.flashes, secure=is_secure(ctx.settings))))
    url = quote(made.url, safe="/:?#[]@!$&'()*+,;=%~")
    if web is not None and web.is_fragment:
        return respond(b"", HTML, headers=[*headers, ("hx-redirect", url)])
    return respond(b"", HTML, status=303, headers=[*headers, ("location", url)])


def _download(ctx: Context, made: Download) -> ASGIResponse:
    headers = list(NEVER_STORED)
    if made.tag:
        headers = [("cache-control", "private, no-cache"), ("etag", f'"{made.tag}"')]
        if ctx.request is not None and _has(ctx.request.headers.get("if-none-match", ""), made.tag):
            return respond(b"", made.media_type, status=304, headers=headers)
    if made.name:
        headers.append(("content-disposition", _disposition(made)))
    if isinstance(made.content, bytes):
        return respond(made.content, made.media_type, headers=headers)
    return ASGIStreamingResponse(
        iterator=_threaded(made.content), media_type=bare(made.media_type), headers=dict(headers)
    )


def _has(held: str, tag: str) -> bool:
    """Whether a reader holds the version, by its If-None-Match; compression may have made the tag weak."""
    return any(one.strip().removeprefix("W/").strip('"') in (tag, "*") for one in held.split(","))


def _disposition(made: Download) -> str:
    plain = re.sub(r"[^\w.\- ]", "_", made.name, flags=re.ASCII)
    shown = "inline" if made.inline else "attachment"
    return f"{shown}; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name, safe='')}"


async def _threaded(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The parts of a synchronous iterator, each made in a thread so that the loop stays free."""
    end = object()
    while (part := await anyio.to_thread.run_sync(next, parts, end)) is not end:
        yield part  # type: ignore[misc]
