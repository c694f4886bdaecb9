"""Whose account it is that a provider has confirmed: known, invited, new, or to be linked."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from utblick.access import queries
from utblick.access.audit import audit
from utblick.access.elsewhere.claims import Claims, ProviderRefused
from utblick.access.elsewhere.groups import follow_groups, roles_for
from utblick.access.elsewhere.journey import Arrival
from utblick.access.models import User, UserRole
from utblick.access.sessions import renew_session
from utblick.access.sign_in import admit, find_user
from utblick.context import Context
from utblick.i18n import _
from utblick.settings.sign_in import ProviderSettings


def arrive(ctx: Context, claims: Claims, asked: Mapping[str, str], settings: ProviderSettings) -> Arrival:
    """Sign in whom the provider has confirmed, or link their account, as they were sent away for."""
    user = _linked_to(ctx, claims)
    if "link" in asked:
        _link(ctx, claims, UUID(asked["link"]), already=user)
        return Arrival("/me", linked=True)
    user = user or _invited(ctx, claims) or _newcomer(ctx, claims, settings)
    if user is None:
        raise ProviderRefused("account: none", _NO_ACCOUNT)
    if user.state != "active":
        raise ProviderRefused("account: shut", _("This account is closed or locked. Ask your administrator."))
    follow_groups(ctx, user, claims, settings)
    admit(
        ctx,
        user,
        way=claims.way,
        second_factor=claims.second_factor,
        known_as=claims.known_as,
        until=claims.until,
    )
    return Arrival(asked["next"])


def _linked_to(ctx: Context, claims: Claims) -> User | None:
    issuer, subject = User.link_fields(claims.way)
    query = select(User).where(
        col(getattr(User, issuer)) == claims.issuer, col(getattr(User, subject)) == claims.subject
    )
    return ctx.session.exec(query).first()


def _invited(ctx: Context, claims: Claims) -> User | None:
    """Somebody with a verified address who was invited: the provider takes the place of the mailed link."""
    user = find_user(ctx, claims.email) if claims.email else None
    if user is None or user.state != "invited":
        return None
    user.state = "active"
    _tie(ctx, user, claims)
    return user


def _newcomer(ctx: Context, claims: Claims, settings: ProviderSettings) -> User | None:
    """A new account, where the settings let everybody in whom the provider knows."""
    if not settings.create_users or not claims.email or find_user(ctx, claims.email) is not None:
        return None
    first = [] if settings.roles else [settings.default_role]
    if settings.roles and not roles_for(settings, claims):
        raise ProviderRefused("groups: none of ours", _NO_GROUP)
    language = ctx.settings.municipality.languages[0]
    user = User(email=claims.email, name=claims.name or claims.email, language=language, state="active")
    ctx.session.add(user)
    ctx.session.flush()
    ctx.session.add_all(UserRole(user_id=user.id, role=role) for role in first)
    audit(ctx, "user.added", f"user/{user.id}", roles=first, way=claims.way)
    _tie(ctx, user, claims)
    return user


def _link(ctx: Context, claims: Claims, user_id: UUID, *, already: User | None) -> None:
    if ctx.actor.kind != "user" or ctx.actor.id != user_id:
        raise ProviderRefused("link: another user")
    if already is not None and already.id != user_id:
        raise ProviderRefused("link: taken", _("That account belongs to another user of Utblick already."))
    _tie(ctx, queries.user(ctx, user_id), claims)
    renew_session(ctx)


def _tie(ctx: Context, user: User, claims: Claims) -> None:
    user.link(claims.way, claims.issuer, claims.subject)
    ctx.session.add(user)
    ctx.session.flush()
    audit(ctx, "user.linked", f"user/{user.id}", actor=f"user/{user.id}")


_NO_GROUP = _(
    "None of your groups gives access to Utblick. Ask whoever looks after accounts in your municipality."
)
_NO_ACCOUNT = _(
    "You have no account in Utblick that belongs to this sign-in. Ask your administrator for an invitation. "
    "If you have an account with a password, sign in with it and link the two under My account."
)
