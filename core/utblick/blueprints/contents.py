"""What of an installation goes into its blueprint."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from utblick import __version__
from utblick.access.audit import audit
from utblick.access.roles import ADMINISTRATOR, roles
from utblick.blueprints.document import Blueprint, Document, NamedPlugin, NamedRole, document_of
from utblick.blueprints.events import BlueprintMade
from utblick.blueprints.models import HeldBlueprint
from utblick.blueprints.travelling import staying, travelling
from utblick.context import Context
from utblick.reference.municipalities import municipalities
from utblick.registry import CORE
from utblick.settings import Settings

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]")
HERE, HERE_IN_FULL = "{municipality}", "{municipality in full}"
"""Stand in a blueprint where the name of the municipality stood, and are filled in by whoever installs it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A blueprint of this installation, and what stays since it is about this place or people alone."""

    document: Document
    left_out: tuple[str, ...]


def take_out(ctx: Context, *, name: str, version: int, title: str, description: str = "") -> Taken:
    """Our own way of working, with the municipality's name replaced by a mark for the next one's."""
    registry, settings = ctx.platform.registry, ctx.settings
    values = travelling(settings, registry)
    own = {key for key, value in values.items() if _is_own_address(settings, value)}
    parts = parts_of(ctx)
    addressed = {
        (part, key)
        for part, entries in parts.items()
        for key, entry in entries.items()
        if _is_own_address(settings, entry) or _ADDRESS.search(str(entry))
    }
    told = {
        part: {key: entry for key, entry in entries.items() if (part, key) not in addressed}
        for part, entries in parts.items()
    }
    blueprint = Blueprint(
        name=name,
        version=version,
        title=title,
        description=description,
        made_on=ctx.today,
        made_with=__version__,
        plugins=tuple(
            NamedPlugin(name=p.name, version=p.version) for p in registry.plugins if p.name != CORE
        ),
        settings={key: _unnamed(settings, value) for key, value in values.items() if key not in own},
        roles=_roles(ctx),
        parts=_unnamed(settings, told),
    )
    left_out = (*staying(registry), *own, *(f"{part}/{key}" for part, key in addressed))
    return Taken(document_of(blueprint), tuple(sorted(left_out)))


def parts_of(ctx: Context) -> dict[str, dict[str, Mapping[str, Any]]]:
    """What the plugins give, by part and key."""
    return {
        part.name: dict(part.export(ctx))
        for plugin in ctx.platform.registry.plugins
        for part in plugin.blueprint
    }


def keep(ctx: Context, document: Document, *, origin: str) -> HeldBlueprint:
    """Hold the file; the one that is held already, when it came before."""
    query = select(HeldBlueprint).where(
        HeldBlueprint.digest == document.digest, HeldBlueprint.origin == origin
    )
    held = ctx.session.exec(query.order_by(col(HeldBlueprint.held_at))).first()
    blueprint = document.blueprint
    if held is None:
        held = HeldBlueprint(
            name=blueprint.name,
            release=blueprint.version,
            title=blueprint.title,
            digest=document.digest,
            origin=origin,
            held_at=ctx.now,
            held_by=ctx.actor.mark,
        )
    held.content = document.plain
    ctx.session.add(held)
    ctx.session.flush()
    return held


def tell_made(ctx: Context, document: Document) -> HeldBlueprint:
    """Keep what was made, and tell the house."""
    held, blueprint = keep(ctx, document, origin="made"), document.blueprint
    ctx.publish(
        BlueprintMade(
            blueprint_id=held.id,
            blueprint=blueprint.name,
            release=blueprint.version,
            digest=document.digest,
            is_signed=bool(document.signatures),
            plugins=tuple(one.name for one in blueprint.plugins),
            roles=len(blueprint.roles),
            parts=tuple(name for name, entries in blueprint.parts.items() if entries),
        )
    )
    audit(ctx, "blueprint.made", f"blueprint/{held.id}")
    return held


def filled(settings: Settings, value: Any) -> Any:
    """The value with the name of the municipality that installs it."""
    own = municipalities()[settings.municipality.code].name
    return _replaced(
        value, lambda text: text.replace(HERE_IN_FULL, settings.municipality.name).replace(HERE, own)
    )


def _roles(ctx: Context) -> dict[str, NamedRole]:
    return {
        name: NamedRole(
            title="" if view.builtin else str(view.title), permissions=tuple(sorted(view.permissions))
        )
        for name, view in roles(ctx.session, ctx.platform.registry).items()
        if name != ADMINISTRATOR
    }


def _unnamed(settings: Settings, value: Any) -> Any:
    place = municipalities()[settings.municipality.code]
    full = "|".join(map(re.escape, {settings.municipality.name, place.full_name}))
    spoken = re.compile(rf"\b(?:({full})|{re.escape(place.name)})(?=s?\b)")
    return _replaced(value, lambda text: spoken.sub(lambda said: HERE_IN_FULL if said[1] else HERE, text))


def _replaced(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _replaced(one, change) for key, one in value.items()}
    return [_replaced(one, change) for one in value] if isinstance(value, list | tuple) else value


def _is_own_address(settings: Settings, value: Any) -> bool:
    """Whether a setting leads to this installation, or to whom to ask here."""
    own = (settings.web.public_url, settings.municipality.contact)
    return any(word and word in str(value) for word in own)
