"""Boxes from plugins on the common pages: each loaded by its own request, timed, and alone in its failure."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from utblick.context import Context
from utblick.declare import Panel, Slot
from utblick.errors import NotFound
from utblick.i18n import Msg, _
from utblick.protection.marks import require_open
from utblick.web.routing import Rendered, get
from utblick.web.templating import render

log = structlog.get_logger("utblick.panels")

FAILED = _("This box could not be shown. The rest of the page works.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFrame:
    """A box that is still empty: where it loads from, and what makes it load again."""

    name: str
    title: Msg
    url: str
    wide: bool
    aside: bool
    refresh_on: tuple[str, ...]


def frames(
    ctx: Context, slot: Slot, subject: UUID | None = None, *, record: str = ""
) -> Sequence[PanelFrame]:
    """The boxes of a slot that this reader may see, by `order`, then configuration, then name.

    `record` names the record type whose pages are meant, for the slot of records: ``visits/visit``.
    """
    found = []
    for place, plugin in enumerate(ctx.platform.registry.plugins):
        for panel in plugin.panels:
            if panel.slot is slot and panel.record == record and ctx.actor.may(panel.permission):
                url = f"/panels/{panel.name}" + (f"/{subject}" if subject else "")
                frame = PanelFrame(
                    name=panel.name,
                    title=panel.title,
                    url=url,
                    wide=panel.wide,
                    aside=panel.aside,
                    refresh_on=panel.refresh_on,
                )
                found.append(((panel.order, place, panel.name), frame))
    return [frame for _order, frame in sorted(found, key=lambda pair: pair[0])]


@get("/panels/{name:str}")
def panel_without_subject(ctx: Context, *, name: str) -> Rendered:
    """One box of the overview."""
    return _load(ctx, name, None)


@get("/panels/{name:str}/{subject:uuid}")
def panel_of_subject(ctx: Context, *, name: str, subject: UUID) -> Rendered:
    """One box about an organisation, a person or a record."""
    return _load(ctx, name, subject)


def _load(ctx: Context, name: str, subject: UUID | None) -> Rendered:
    panel = _find(ctx, name)
    ctx.require(panel.permission)
    if subject is not None:
        require_open(ctx.session, subject)
    started = time.perf_counter()
    try:
        inside = draw(ctx, panel, subject)
    except Exception:
        log.exception("panel_failed", panel=name)
        return _box(ctx, "panels/failed.html", panel=panel, reason=FAILED)
    seconds = time.perf_counter() - started
    if seconds > panel.seconds:
        log.warning("panel_slow", panel=name, seconds=round(seconds, 2))
    return _box(ctx, "panels/panel.html", panel=panel, inside=inside)


def _box(ctx: Context, template: str, **values: Any) -> Rendered:
    """A box comes without the frame around pages, so none is made for it."""
    html = render(ctx.platform.templates, template, {"ctx": ctx, "shell": None, **values})
    return Rendered(html.encode())


def draw(ctx: Context, panel: Panel, subject: UUID | None) -> str:
    """What stands in a box, without its frame; empty when there is nothing to show. Raises what it raises."""
    made = panel.load(ctx, subject)
    if made is None:
        return ""
    values = {"ctx": ctx, "shell": None, **made.values}
    return render(ctx.platform.templates, made.template, values, block=made.block)


def _find(ctx: Context, name: str) -> Panel:
    for plugin in ctx.platform.registry.plugins:
        for panel in plugin.panels:
            if panel.name == name:
                return panel
    raise NotFound


ROUTES = (panel_without_subject, panel_of_subject)
