"""The frame around every page: menu by activity area, the user, what waits."""

from collections.abc import Sequence
from typing import Any

from utblick import __version__
from utblick.context import Context
from utblick.i18n import _
from utblick.registry import CORE, LoadedPlugin
from utblick.web.shell_types import Flash, NavLink, NavSection, Shell, ShellMunicipality, ShellUser

_OVERVIEW = _("Overview")
_ADMINISTRATION = _("Administration")
ADMINISTRATION_ORDER = 900
"""Links of the core from this order on stand in the administrators' section."""


def shell_of(ctx: Context, flashes: Sequence[Flash] = ()) -> Shell:
    """The frame for this reader and this address."""
    web, place = ctx.request, ctx.settings.municipality
    signed_in = ctx.actor.kind == "user"
    return Shell(
        municipality=ShellMunicipality(name=place.name, hue=place.hue, logo_url=ctx.platform.logo_url),
        user=_user(ctx) if signed_in else None,
        navigation=_navigation(ctx, web.path if web else "/") if signed_in else (),
        notices=_unread(ctx) if signed_in else 0,
        csrf_token=web.csrf_token if web else "",
        path=web.path if web else "/",
        language=ctx.language,
        languages=place.languages,
        flashes=tuple(flashes),
        bus_degraded=ctx.platform.bus_degraded,
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
        ctx.platform.bus_degraded,
        ctx.platform.logo_url,
    )


def _user(ctx: Context) -> ShellUser:
    words = ctx.actor.name.split()
    initials = (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"
    return ShellUser(name=ctx.actor.name, initials=initials, permissions=ctx.actor.permissions)


def _navigation(ctx: Context, path: str) -> tuple[NavSection, ...]:
    core: list[tuple[int, NavLink]] = []
    sections = []
    for plugin in ctx.platform.registry.plugins:
        links = links_of(ctx, plugin)
        if plugin.name == CORE:
            core = links
        elif links:
            sections.append(
                NavSection(title=ctx.translate(plugin.card.title), links=[link for _n, link in links])
            )
    common = [link for order, link in core if order < ADMINISTRATION_ORDER]
    admin = [link for order, link in core if order >= ADMINISTRATION_ORDER]
    sections.insert(0, NavSection(links=[_home(ctx), *common]))
    if admin:
        sections.append(NavSection(title=ctx.translate(_ADMINISTRATION), links=admin))
    return tuple(_marked(sections, path))


def _home(ctx: Context) -> NavLink:
    return NavLink(title=ctx.translate(_OVERVIEW), url="/", icon="home")


def links_of(ctx: Context, plugin: LoadedPlugin) -> list[tuple[int, NavLink]]:
    """The entries of the menu that a plugin adds for this reader, each with its place."""
    found = [
        (link.order, NavLink(title=ctx.translate(link.title), url=link.url, icon=link.icon))
        for link in plugin.navigation
        if ctx.actor.may(link.permission)
    ]
    found += [
        (10 + place, NavLink(title=ctx.translate(record.plural), url=plugin.path(record), icon=record.icon))
        for place, record in enumerate(plugin.records)
        if record.listed and ctx.actor.may(record.read)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _marked(sections: Sequence[NavSection], path: str) -> list[NavSection]:
    """The sections with the one link marked whose address is the longest beginning of the path."""
    urls = [link.url for section in sections for link in section.links]
    here = max((u for u in urls if path == u or (u != "/" and path.startswith(f"{u}/"))), key=len, default="")
    return [
        NavSection(
            title=section.title,
            links=[
                NavLink(title=link.title, url=link.url, icon=link.icon, current=link.url == here)
                for link in section.links
            ],
        )
        for section in sections
    ]


def _unread(ctx: Context) -> int:
    try:  # BUILDING
        from utblick.records.notices import unread
    except ModuleNotFoundError:
        return 0
    return unread(ctx)
