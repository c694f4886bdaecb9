"""C07: every page, action, box and calendar asks who comes, and refuses those who may not."""

from collections.abc import Iterator
from typing import Any

from utblick.calendars.agenda import calendars_of
from utblick.context import Actor
from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.addresses import anywhere
from utblick.testing.conformance.subject.sources import place_of
from utblick.web.app import routes
from utblick.web.routing import PUBLIC, SIGNED_IN, Route

_POWERLESS = Actor("user")


def guarded(subject: Subject) -> Iterator[Finding]:
    """Ask every address as somebody without rights, and as nobody."""
    closed = [
        route
        for name, route in routes(subject.walk.platform)
        if name == subject.name and route.access != PUBLIC
    ]
    for route in closed:
        if route.access == SIGNED_IN:
            yield Finding(
                place_of(route.perform),
                f"{route.method} {route.path} asks for no permission, so whoever is signed in may use it.",
                f'Say `permission="{subject.name}.…"`, or `public=True` when it is meant for everybody.',
            )
    yield from _boxes(subject)
    yield from _calendars(subject)
    yield from _asked(subject, [route for route in closed if route.access != SIGNED_IN])


def _boxes(subject: Subject) -> Iterator[Finding]:
    powerless = subject.walk.client("")
    for panel in subject.plugin.panels:
        if powerless.get(f"/panels/{panel.name}").status_code != 403:
            yield Finding(
                place_of(panel.load),
                f"The box {panel.name} is shown to whoever is signed in.",
                f'Say `permission="{subject.name}.…"` in its declaration.',
            )


def _calendars(subject: Subject) -> Iterator[Finding]:
    with subject.walk.platform.read(_POWERLESS) as ctx:
        seen = calendars_of(ctx)
    for calendar in subject.plugin.calendars:
        if calendar in seen:
            yield Finding(
                place_of(calendar.load),
                f"The calendar {calendar.name} is shown to whoever is signed in.",
                f'Say `permission="{subject.name}.…"` in its declaration.',
            )


def _asked(subject: Subject, closed: list[Route]) -> Iterator[Finding]:
    powerless, visitor = subject.walk.client(""), subject.walk.client(None)
    for route in closed:
        url = anywhere(route.path)
        ask: dict[str, Any] = {"json": {}} if route.method != "GET" else {}
        refused = powerless.request(route.method, url, **ask).status_code
        sent = visitor.request(route.method, url, **ask)
        to_sign_in = sent.status_code == 401 or sent.headers.get("location", "").startswith("/sign-in")
        if refused != 403 or not to_sign_in:
            yield Finding(
                place_of(route.perform),
                f"{route.method} {route.path} answers {refused} to somebody without rights and "
                f"{sent.status_code} to nobody.",
                "Make it with `get` or `post` of utblick.api, and name a permission.",
            )


C07 = Rule(
    "C07",
    "Every page, action, box and calendar asks for a permission; what is public says so.",
    guarded,
    after=("C01", "C04"),
)
