"""What each role allows: the plugins' suggestions, and what an administrator made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, col, select

from utblick.access.models import Role, UserRole
from utblick.i18n import Msg, _

if TYPE_CHECKING:
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


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
