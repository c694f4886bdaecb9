"""Addresses of a plugin's pages and boxes: as declared, filled with the ids of rows that are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from utblick.bus.log import recent
from utblick.context import SYSTEM, Context
from utblick.declare import Panel, RecordType, Slot
from utblick.identity.models import Organisation, Person
from utblick.web.app import routes
from utblick.web.routing import Route

if TYPE_CHECKING:
    from utblick.platform import Platform
    from utblick.testing.conformance.subject import Subject

PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
_SUBJECTS = {Slot.ORGANISATION: Organisation, Slot.PERSON: Person}


@dataclass(frozen=True)
class Address:
    """A page or box: `key` is the same whatever rows there are, `url` is one that can be asked.

    A page that the core draws for a record type has the `record`.
    """

    key: str
    url: str
    route: Route | None = None
    panel: Panel | None = None
    record: RecordType | None = None
    subject: UUID | None = None


def addresses(platform: "Platform", subject: "Subject") -> tuple[list[Address], dict[str, Route]]:
    """What can be asked with GET, and the pages for which no address is known yet."""
    found: list[Address] = []
    unreached: dict[str, Route] = {}
    with platform.read(SYSTEM) as ctx:
        own = dict(subject.rows.addresses(ctx)) if subject.rows.addresses else {}
        for name, route in routes(platform):
            if name != subject.name or route.method != "GET" or route.slow:
                continue
            made = list(_of_route(ctx, subject, route, own))
            found += made
            if not made and _record_at(subject, route.path) is None:
                unreached[route.path] = route
        for panel in subject.plugin.panels:
            found += _of_panel(ctx, panel)
    return found, unreached


def anywhere(path: str) -> str:
    """The path with something for each parameter: enough for what is refused before it is looked up."""
    values = {"uuid": str(UUID(int=0)), "int": "1"}
    return PARAMETER.sub(lambda found: values.get(found[2], "x"), path)


def _of_route(ctx: Context, subject: "Subject", route: Route, own: dict[str, str]) -> Iterator[Address]:
    if route.path in own:
        yield Address(route.path, own[route.path], route)
        return
    record = _record_at(subject, route.path)
    if record is not None and "/do/{" in route.path:
        yield from _of_moves(ctx, record, route)
        return
    url: str | None = route.path
    for name, _kind in PARAMETER.findall(route.path):
        value = _first(ctx, record.model) if record and name == "record_id" else _named(ctx, subject, name)
        url = PARAMETER.sub(str(value), url, count=1) if url and value is not None else None
    if url is not None:
        yield Address(route.path, url, route, record=record)


def _of_moves(ctx: Context, record: RecordType, route: Route) -> Iterator[Address]:
    """The form of each move that some row can make."""
    table = record.model.__table__.c  # type: ignore[attr-defined]
    for move in record.transitions:
        query = select(table.id).where(table[record.state].in_(move.source)).order_by(table.id).limit(1)
        found = ctx.session.execute(query).scalar()
        if found is not None:
            key = route.path.replace("{name:str}", move.name)
            yield Address(key, key.replace("{record_id:uuid}", str(found)), route, record=record)


def _of_panel(ctx: Context, panel: Panel) -> Iterator[Address]:
    model = _about(ctx, panel)
    subject = _first(ctx, model) if model is not None else None
    if model is None or subject is not None:
        url = f"/panels/{panel.name}" + (f"/{subject}" if subject else "")
        yield Address(panel.name, url, panel=panel, subject=subject)


def _about(ctx: Context, panel: Panel) -> type | None:
    plugin, _slash, kind = panel.record.partition("/")
    record = ctx.platform.registry.record(plugin, kind) if panel.record else None
    return record.model if record else _SUBJECTS.get(panel.slot)


def _record_at(subject: "Subject", path: str) -> RecordType | None:
    plugin = subject.plugin
    bases = {plugin.path(record): record for record in plugin.records}
    start = path.removeprefix("/api")
    fits = (base for base in bases if start == base or start.startswith((f"{base}/", f"{base}.")))
    return bases.get(max(fits, key=len, default=""))


def _named(ctx: Context, subject: "Subject", name: str) -> object:
    """The id of the first row that a parameter means by its name: `goal_id` is that of a goal."""
    word = name.removesuffix("_id")
    if word == "event":
        return next((one.event.id for one in reversed(recent(ctx.session, limit=1000))), None)
    for plugin, record in ctx.platform.registry.records():
        if record.kind == word and plugin.name in (subject.name, "core"):
            return _first(ctx, record.model)
    wanted = f"{subject.name}_{word}"
    model = next((model for model in subject.models if model.__tablename__ == wanted), None)
    return _first(ctx, model) if model is not None else None


def _first(ctx: Context, model: type) -> Any:
    key = next(iter(model.__table__.primary_key.columns))  # type: ignore[attr-defined]
    return ctx.session.execute(select(key).order_by(key).limit(1)).scalar()
