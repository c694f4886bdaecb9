"""The frame around every page: menu by activity area, the user, what waits."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from utblick import __version__
from utblick.bus.waiting import Waiting
from utblick.context import Actor, Context
from utblick.i18n import _
from utblick.registry import CORE, LoadedPlugin
from utblick.web.shell_types import Flash, NavLink, NavSection, Shell, ShellMunicipality, ShellUser
from utblick.web.voice import initials

if TYPE_CHECKING:
    from utblick.platform import Platform

_OVERVIEW = _("Overview")
_ADMINISTRATION = _("Administration")
ADMINISTRATION_ORDER = 900
"""Links of the core from this order on stand in the administrators' section."""
_MOST_AREAS_OPEN = 4
"""With more activity areas than this, only the one that the page belongs to is open at first."""


def shell_of(ctx: Context, flashes: Sequence[Flash] = ()) -> Shell:
    """The frame for this reader and this address."""
    web, place = ctx.request, ctx.settings.municipality
    signed_in = ctx.actor.kind == "user"
    return Shell(
        municipality=ShellMunicipality(name=place.name, hue=place.hue, logo_url=ctx.platform.logo_url),
        user=user_of(ctx.actor) if signed_in else None,
        navigation=navigation_of(ctx, web.path if web else "/") if signed_in else (),
        notices=_unread(ctx) if signed_in else 0,
        csrf_token=web.csrf_token if web else "",
        path=web.path if web else "/",
        language=ctx.language,
        languages=place.languages,
        flashes=tuple(flashes),
        bus_degraded=ctx.platform.bus_degraded,
        waiting=ctx.platform.waiters.now() if ctx.platform.bus_degraded else Waiting(),
        version=__version__,
        live_url="/live" if signed_in else "",
    )


def shell_key(ctx: Context) -> tuple[Any, ...]:
    """All that the frame depends on: pages with the same key have the same one."""
    web = ctx.request
    return (
        ctx.actor,
        web.csrf_token if web else "",
        web.path if web else "/",
        _unread(ctx) if ctx.actor.kind == "user" else 0,
        ctx.platform.waiters.now() if ctx.platform.bus_degraded else None,
        ctx.platform.logo_url,
    )


def user_of(actor: Actor) -> ShellUser:
    """Who is signed in, as the frame shows it."""
    return ShellUser(name=actor.name, initials=initials(actor.name), permissions=actor.permissions)


class Reader(Protocol):
    """The little of a context that the menu needs; a page about an error has no more."""

    actor: Actor
    platform: "Platform"

    def translate(self, text: str) -> str: ...


def navigation_of(ctx: Reader, path: str) -> tuple[NavSection, ...]:
    """The menu of a reader, with the link of the address marked."""
    core: list[tuple[int, NavLink]] = []
    sections = []
    for plugin in ctx.platform.registry.plugins:
        links = links_of(ctx, plugin)
        if plugin.name == CORE:
            core = links
        elif links:
            sections.append(
                NavSection(
                    name=plugin.name,
                    title=ctx.translate(plugin.card.title),
                    links=[link for _n, link in links],
                )
            )
    common = [link for order, link in core if order < ADMINISTRATION_ORDER]
    admin = [link for order, link in core if order >= ADMINISTRATION_ORDER]
    sections.insert(0, NavSection(links=[_home(ctx), *common]))
    if admin:
        sections.append(NavSection(name=CORE, title=ctx.translate(_ADMINISTRATION), links=admin))
    return tuple(_marked(sections, path))


def _home(ctx: Reader) -> NavLink:
    return NavLink(title=ctx.translate(_OVERVIEW), url="/", icon="home")


def links_of(ctx: Reader, plugin: LoadedPlugin) -> list[tuple[int, NavLink]]:
    """The entries of the menu that a plugin adds for this reader, each with its place."""
    found = [
        (link.order, NavLink(title=ctx.translate(link.title), url=link.url, icon=link.icon))
        for link in plugin.navigation
        if ctx.actor.may(link.permission)
    ]
    found += [
        (10 + place, NavLink(title=ctx.translate(record.plural), url=plugin.path(record), icon=record.icon))
        for place, record in enumerate(plugin.records)
        if record.listed and record.in_menu and ctx.actor.may(record.read)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _marked(sections: Sequence[NavSection], path: str) -> list[NavSection]:
    """The sections with the one link marked whose address is the longest beginning of the path.

    Open are the section of that link, the area whose page it is and, as long as they are few, all areas.
    """
    urls = [link.url for section in sections for link in section.links]
    here = max((u for u in urls if path == u or (u != "/" and path.startswith(f"{u}/"))), key=len, default="")
    areas = sum(section.name not in ("", CORE) for section in sections)
    return [
        replace(
            section,
            links=[replace(link, current=link.url == here) for link in section.links],
            is_open=any(link.url == here for link in section.links)
            or f"{path}/".startswith(f"/{section.name}/")
            or (section.name != CORE and areas <= _MOST_AREAS_OPEN),
        )
        for section in sections
    ]


def _unread(ctx: Context) -> int:
    try:  # BUILDING
        from utblick.records.notices import unread
    except ModuleNotFoundError:
        return 0
    return unread(ctx)
