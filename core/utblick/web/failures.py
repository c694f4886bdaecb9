"""When something goes wrong: a page for people, problem details (RFC 9457) for programs."""

from typing import Any

import msgspec
from litestar.response.base import ASGIResponse

from utblick.access.credentials.requirement import ENROLMENT
from utblick.context import NOBODY, Actor
from utblick.db.troubles import trouble_of
from utblick.errors import Invalid as InvalidInput
from utblick.errors import NotEnrolled, NotSignedIn, UtblickError
from utblick.i18n import Msg, _
from utblick.platform import Platform
from utblick.web.answers import HTML, NEVER_STORED, respond
from utblick.web.request import WebRequest
from utblick.web.routing import on_the_way
from utblick.web.shell import navigation_of, user_of
from utblick.web.shell_types import Shell, ShellMunicipality
from utblick.web.templating import render

BROKEN = _("Something went wrong here, and it has been noted. Nothing was changed. Try again in a while.")


def failed(
    platform: Platform, web: WebRequest, actor: Actor, error: Exception, *, owner: str = ""
) -> ASGIResponse:
    """The answer to a request that failed; an unknown error says nothing of its inside."""
    wanted = f"{web.path}?{web.query_string}" if web.query_string else web.path
    if isinstance(error, NotSignedIn) and _shows_pages(web) and web.method == "GET":
        return _led_to(on_the_way("/sign-in", wanted))
    if isinstance(error, NotEnrolled) and _shows_pages(web):
        return _led_to(on_the_way(ENROLMENT, wanted if web.method == "GET" else "/"))
    known = error if isinstance(error, UtblickError) else trouble_of(error)
    status = known.status if known else 500
    message = known.message if known else BROKEN
    title = known.title if known else _("Something went wrong")
    if not wants_html(web):
        return problem(platform, web, actor, error, status=status, title=title, message=message)
    return _page(platform, web, actor, error, status=status, title=title, message=message, owner=owner)


def wants_html(web: WebRequest) -> bool:
    """Whether a person's browser asks."""
    return not web.path.startswith("/api/") and "text/html" in web.headers.get("accept", "text/html")


def _shows_pages(web: WebRequest) -> bool:
    return wants_html(web) and not web.is_fragment


def _led_to(place: str) -> ASGIResponse:
    return respond(b"", HTML, status=303, headers=[*NEVER_STORED, ("location", place)])


def problem(
    platform: Platform,
    web: WebRequest,
    actor: Actor,
    error: Exception,
    *,
    status: int,
    title: Msg,
    message: Msg,
) -> ASGIResponse:
    """Problem details as JSON."""

    def say(text: str) -> str:
        return platform.catalogue.translate(text, actor.language)

    body: dict[str, Any] = {
        "type": "about:blank",
        "status": status,
        "title": say(title),
        "detail": say(message),
        "instance": web.request_id,
    }
    if isinstance(error, InvalidInput):
        body["errors"] = [{"field": p.field, "message": say(p.message)} for p in error.problems]
    headers = [*NEVER_STORED]
    if status == 401:
        headers.append(("www-authenticate", "Bearer"))
    return respond(msgspec.json.encode(body), "application/problem+json", status=status, headers=headers)


def _page(
    platform: Platform,
    web: WebRequest,
    actor: Actor,
    error: Exception,
    *,
    status: int,
    title: Msg,
    message: Msg,
    owner: str,
) -> ASGIResponse:
    place = platform.settings.municipality
    speaker = Reader(platform, actor)
    is_within = actor.kind == "user" and status < 500
    shell = Shell(
        municipality=ShellMunicipality(name=place.name, hue=place.hue, logo_url=platform.logo_url),
        user=user_of(actor) if is_within else None,
        navigation=navigation_of(speaker, web.path) if is_within else (),
        path=web.path,
        language=actor.language,
        languages=place.languages,
        csrf_token=web.csrf_token,
        live_url="",
    )
    values = {
        "ctx": speaker,
        "shell": shell,
        "status": status,
        "title": title,
        "message": message,
        "problems": error.problems if isinstance(error, InvalidInput) else (),
        "request_id": web.request_id,
        "owner": owner,
    }
    html = render(platform.templates, "errors/error.html", values)
    return respond(
        html.encode(), HTML, status=status, headers=[*NEVER_STORED, ("vary", "HX-Request, Cookie")]
    )


class Reader:
    """The little of a context that an error page needs: it must work when the database does not."""

    def __init__(self, platform: Platform, actor: Actor = NOBODY) -> None:
        from datetime import UTC, datetime

        self.platform = platform
        self.actor = actor
        self.settings = platform.settings
        self.language = actor.language
        self.now = datetime.now(UTC)

    def translate(self, text: str) -> str:
        return self.platform.catalogue.translate(text, self.language)
