"""A walk through every page of a plugin as an administrator: with no row, with one, and with three."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from anyio.from_thread import BlockingPortal, start_blocking_portal
from litestar import Litestar
from sqlalchemy import event

from utblick.access.roles import ADMINISTRATOR
from utblick.context import SYSTEM, Context
from utblick.platform import Platform
from utblick.testing.client import BrowserClient, signed_in_client
from utblick.testing.conformance.subject.addresses import PARAMETER, Address, addresses
from utblick.testing.conformance.subject.houses import ROWS
from utblick.web.answers import answer
from utblick.web.app import build_app
from utblick.web.panels import FAILED, draw
from utblick.web.request import WebRequest
from utblick.web.routing import PUBLIC, Route

if TYPE_CHECKING:
    from utblick.testing.conformance.subject import Subject


@dataclass(frozen=True)
class Visit:
    """One page as it was answered with so many rows, and the statements that it cost."""

    address: Address
    rows: int
    status: int
    media_type: str
    text: str
    statements: Counter[str]
    is_failed_box: bool = False
    error: BaseException | None = None

    @property
    def is_html(self) -> bool:
        return self.media_type.startswith("text/html") and self.status < 300


@dataclass
class Walk:
    """The installation that was walked through, still open, and what was seen there."""

    platform: Platform
    app: Litestar
    portal: BlockingPortal
    """The loop in which the application answers: one for all requests, since to start one costs time."""
    visits: list[Visit] = field(default_factory=list)
    unreached: dict[str, Route] = field(default_factory=dict)
    """Pages of which no address could be made, by their paths."""
    _least: dict[str, int] = field(default_factory=dict)
    """How many statements each page cost with one row."""

    @classmethod
    @contextmanager
    def through(cls, subject: "Subject") -> "Iterator[Walk]":
        """Walk through all pages of the subject; the installation is closed at the end."""
        with subject.houses.house() as platform, start_blocking_portal() as portal:
            walk = cls(platform, build_app(platform), portal)
            before = 0
            for rows in ROWS:
                subject.houses.grow(platform, range(before + 1, rows + 1))
                walk.visit_all(subject, rows)
                before = rows
            yield walk

    def client(self, role: str | None) -> BrowserClient:
        client = signed_in_client(self.platform, self.app, role)
        client.blocking_portal = self.portal
        return client

    def visit_all(self, subject: "Subject", rows: int) -> None:
        """Visit each page, and again where its cost matters and may be less: what is only remembered after
        the first time is no cost of the page.
        """
        client, visitor = self.client(ADMINISTRATOR), self.client(None)
        found, self.unreached = addresses(self.platform, subject)
        for address in found:
            asking = visitor if address.route is not None and address.route.access == PUBLIC else client
            visit = self._visit(asking, address, rows)
            if rows and visit.statements.total() > self._least.get(address.key, 0):
                visit = self._visit(asking, address, rows)
            if rows:
                self._least.setdefault(address.key, visit.statements.total())
            self.visits.append(visit)

    def _visit(self, client: BrowserClient, address: Address, rows: int) -> Visit:
        with counted(self.platform) as statements:
            got = client.get(address.url)
        media_type = got.headers.get("content-type", "")
        text = got.text if "text/" in media_type else ""
        failed = address.panel is not None and self.platform.catalogue.translate(FAILED, "sv") in text
        error = reason(self.platform, address) if failed or got.status_code >= 500 else None
        return Visit(address, rows, got.status_code, media_type, text, statements, failed, error)


def reason(platform: Platform, address: Address) -> Exception | None:
    """What a page or box raises, asked by itself; the answer to people says nothing of it."""
    try:
        with administrator(platform, address.url) as ctx:
            if address.panel is not None:
                draw(ctx, address.panel, address.subject)
            elif address.route is not None:
                made = address.route.perform(ctx, **_values(address.route.path, address.url))
                answer(ctx, made)
    except Exception as error:
        return error
    return None


@contextmanager
def administrator(platform: Platform, url: str = "/") -> Iterator[Context]:
    """A context that looks, as an administrator's request has it."""
    with platform.read(SYSTEM, request=WebRequest(method="GET", path=url)) as ctx:
        yield ctx


def _values(path: str, url: str) -> dict[str, object]:
    """The parameters of a path, read from an address as the web framework reads them."""
    kinds = dict(PARAMETER.findall(path))
    pattern = PARAMETER.sub(r"(?P<\1>[^/]+)", path)
    found = re.fullmatch(pattern, url)
    values = found.groupdict() if found else {}
    read = {"uuid": UUID, "int": int}
    return {name: read.get(kinds[name], str)(value) for name, value in values.items()}


_OF_THE_CLOCK = ("SELECT core_session.", "UPDATE core_session ")
"""Who is signed in is looked up anew when a while has passed, whatever the page."""


@contextmanager
def counted(platform: Platform) -> Iterator[Counter[str]]:
    """The statements that are sent meanwhile, each with how often."""
    found: Counter[str] = Counter()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_OF_THE_CLOCK):
            found[re.sub(r"\s+", " ", re.sub(r"\(\?(, \?)*\)", "(…)", statement))] += 1

    event.listen(platform.database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(platform.database.engine, "before_cursor_execute", note)
