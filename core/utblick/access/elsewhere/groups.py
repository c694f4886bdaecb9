"""Roles that follow the groups of the municipality's own directory, given and taken at each sign-in."""

from sqlmodel import col, delete

from utblick.access import queries
from utblick.access.audit import audit
from utblick.access.elsewhere.claims import Claims, ProviderRefused
from utblick.access.models import User, UserRole
from utblick.access.roles import ADMINISTRATOR, roles, roles_of
from utblick.context import Context
from utblick.i18n import _
from utblick.settings.sign_in import ProviderSettings


def roles_for(settings: ProviderSettings, claims: Claims) -> frozenset[str]:
    """The roles that the groups of the person give; raises `ProviderRefused` where they were not named."""
    if claims.groups is None:
        raise ProviderRefused("groups: too many to be named", _TOO_MANY)
    return frozenset(role for group, role in settings.roles.items() if group in claims.groups)


def follow_groups(ctx: Context, user: User, claims: Claims, settings: ProviderSettings) -> None:
    """Give the roles that the groups give, and take those that some group gives and none of the user's does.

    Roles that no group gives are given and taken by hand, and stay. The last administrator stays one.
    """
    if not settings.roles:
        return
    known = roles(ctx.session, ctx.platform.registry)
    unknown = sorted(set(settings.roles.values()) - known.keys())
    if unknown:
        raise ProviderRefused(f"groups: no role {unknown[0]}", _MISCONFIGURED)
    held, wanted = frozenset(roles_of(ctx.session, user.id)), roles_for(settings, claims)
    governed = frozenset(settings.roles.values())
    taken = (held & governed) - wanted
    if ADMINISTRATOR in taken and not queries.other_administrators(ctx, user.id):
        taken -= {ADMINISTRATOR}
    given = wanted - held
    if not given and not taken:
        return
    ctx.session.exec(delete(UserRole).where(col(UserRole.user_id) == user.id, col(UserRole.role).in_(taken)))
    ctx.session.add_all(UserRole(user_id=user.id, role=role) for role in sorted(given))
    ctx.session.flush()
    mark = f"user/{user.id}"
    audit(ctx, "user.roles_followed", mark, actor=mark, given=sorted(given), taken=sorted(taken))
    ctx.platform.sessions.forget_after(ctx.session)


_TOO_MANY = _(
    "You are in so many groups that the municipality's sign-in does not name them, so Utblick cannot tell "
    "what you may do. Ask whoever looks after it to send only the groups that are assigned to Utblick."
)
_MISCONFIGURED = _("The settings give a group a role that does not exist. Ask your administrator.")
