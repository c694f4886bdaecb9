"""What each role allows: the plugins' suggestions, and what an administrator made of them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from utblick.access.audit import audit
from utblick.access.models import Role, UserRole
from utblick.errors import Conflict, Forbidden, Invalid, NotFound
from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from utblick.context import Context
    from utblick.registry import Registry

ADMINISTRATOR = "administrator"
EVERYTHING = frozenset("*")

BUILTIN: dict[str, Msg] = {
    "reader": _("Reader"),
    "officer": _("Officer"),
    "coordinator": _("Coordinator"),
    ADMINISTRATOR: _("Administrator"),
}


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role as it works today."""

    name: str
    title: Msg | str
    permissions: frozenset[str]
    builtin: bool
    id: UUID | None = None
    version: int = 0


def roles(session: Session, registry: "Registry") -> dict[str, RoleView]:
    """Every role by name, the built-in ones first."""
    saved = {role.name: role for role in session.exec(select(Role).order_by(col(Role.title)))}
    found = {name: _builtin(name, saved.pop(name, None), registry) for name in BUILTIN}
    for role in saved.values():
        found[role.name] = RoleView(
            role.name,
            role.title,
            frozenset(role.permissions),
            builtin=False,
            id=role.id,
            version=role.version,
        )
    return found


def roles_of(session: Session, user_id: UUID) -> tuple[str, ...]:
    """The names of a user's roles."""
    return tuple(
        session.exec(select(UserRole.role).where(UserRole.user_id == user_id).order_by(UserRole.role))
    )


def permissions_of(session: Session, registry: "Registry", user_id: UUID) -> frozenset[str]:
    """All that a user may do, by all roles together."""
    names = roles_of(session, user_id)
    if ADMINISTRATOR in names:
        return EVERYTHING
    known = roles(session, registry)
    return _union(known[name].permissions for name in names if name in known)


def declared(registry: "Registry") -> frozenset[str]:
    """The names of all permissions of the enabled plugins."""
    return frozenset(p.name for plugin in registry.plugins for p in plugin.permissions)


def holders(ctx: "Context") -> dict[str, int]:
    """How many users have each role."""
    return dict(ctx.session.exec(select(UserRole.role, func.count()).group_by(UserRole.role)).all())


def create_role(ctx: "Context", *, title: str, permissions: Sequence[str], name: str = "") -> str:
    """A role of the municipality's own; returns its name, which is made of the title unless one is given."""
    name = name or re.sub(r"[^a-z0-9]+", "_", _plain(title)).strip("_")[:40]
    if not name:
        raise Invalid({"title": _("Give the role a name.")})
    if name in roles(ctx.session, ctx.platform.registry):
        raise Invalid({"title": _("There is a role with that name already.")})
    _require_held(ctx, frozenset(permissions))
    ctx.session.add(Role(name=name, title=title.strip()[:80], permissions=sorted(set(permissions))))
    audit(ctx, "role.created", f"role/{name}", permissions=sorted(set(permissions)))
    return name


def change_role(ctx: "Context", name: str, *, title: str, permissions: Sequence[str]) -> None:
    """Let a role allow these permissions and no others; works at once for everybody who has it.

    What it allows in plugins that are not enabled stays as it is: nobody was asked about that.
    """
    view = role(ctx, name)
    if name == ADMINISTRATOR:
        raise Conflict(_("Administrators may do everything. That role cannot be changed."))
    wanted = frozenset(permissions)
    _require_held(ctx, view.permissions ^ wanted)
    row = ctx.session.exec(select(Role).where(Role.name == name)).first()
    row = row or Role(name=name, builtin=True)
    today = declared(ctx.platform.registry)
    if not view.builtin:
        row.title = title.strip()[:80] or row.title
    row.permissions = sorted(wanted | (frozenset(row.permissions) - today))
    row.known = sorted(today | frozenset(row.known))
    ctx.session.add(row)
    given, taken = sorted(wanted - view.permissions), sorted((view.permissions & today) - wanted)
    audit(ctx, "role.changed", f"role/{name}", given=given, taken=taken)
    ctx.platform.sessions.forget_after(ctx.session)


def remove_role(ctx: "Context", name: str) -> None:
    """Remove a role of the municipality's own that nobody has."""
    if role(ctx, name).builtin:
        raise Conflict(_("The built-in roles stay. Take their permissions away instead."))
    if ctx.session.exec(select(UserRole).where(UserRole.role == name)).first() is not None:
        raise Conflict(_("Somebody has this role. Give them another one first."))
    ctx.session.exec(delete(Role).where(col(Role.name) == name))
    audit(ctx, "role.removed", f"role/{name}")


def role(ctx: "Context", name: str) -> RoleView:
    """The role of that name; raises `NotFound`."""
    found = roles(ctx.session, ctx.platform.registry).get(name)
    if found is None:
        raise NotFound(_("There is no role {name}.", name=name))
    return found


def _require_held(ctx: "Context", permissions: frozenset[str]) -> None:
    unknown = permissions - declared(ctx.platform.registry)
    if not all(ctx.actor.may(permission) for permission in permissions - unknown):
        raise Forbidden(_("You cannot give or take a permission that you do not have yourself."))


def _builtin(name: str, saved: Role | None, registry: "Registry") -> RoleView:
    if name == ADMINISTRATOR:
        return RoleView(name, BUILTIN[name], EVERYTHING, builtin=True)
    suggested = frozenset(
        p.name for plugin in registry.plugins for p in plugin.permissions if name in p.roles
    )
    if saved is None:
        return RoleView(name, BUILTIN[name], suggested, builtin=True)
    later = suggested - frozenset(saved.known)
    return RoleView(
        name,
        BUILTIN[name],
        frozenset(saved.permissions) | later,
        builtin=True,
        id=saved.id,
        version=saved.version,
    )


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


@dataclass(frozen=True, slots=True)
class PermissionGroup:
    """The permissions of one plugin, for tick boxes."""

    plugin: str
    title: Msg
    permissions: tuple[tuple[str, Msg], ...]


def permission_groups(ctx: "Context", *, held_only: bool = False) -> list[PermissionGroup]:
    """All permissions by plugin, in plain words; only those the actor has, when asked."""
    groups = []
    for plugin in ctx.platform.registry.plugins:
        found = tuple((p.name, p.title) for p in plugin.permissions if not held_only or ctx.actor.may(p.name))
        if found:
            groups.append(PermissionGroup(plugin.name, plugin.card.title, found))
    return groups
