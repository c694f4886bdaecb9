"""Questions about staff users: who there is, what they are called, who administers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select

from utblick.access.credentials.requirement import is_required
from utblick.access.models import SignInSession, User, UserRole
from utblick.access.roles import ADMINISTRATOR, roles
from utblick.context import Context
from utblick.errors import NotFound
from utblick.i18n import _


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as the list of users shows them.

    With `lacks_factor`, a second factor is required with the password, and there is none yet.
    """

    id: UUID
    name: str
    email: str
    state: str
    last_sign_in: datetime | None
    second_factor: bool
    lacks_factor: bool
    roles: tuple[str, ...]


def user(ctx: Context, user_id: UUID) -> User:
    """The user; raises `NotFound`."""
    found = ctx.session.get(User, user_id)
    if found is None:
        raise NotFound(_("There is no such user."))
    return found


def user_names(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of several users, in one query; those who are gone are left out."""
    if not ids:
        return {}
    return dict(ctx.session.exec(select(User.id, User.name).where(col(User.id).in_(set(ids)))).all())


def staff(ctx: Context, *, name: str = "", limit: int = 20) -> list[tuple[UUID, str]]:
    """Users who can be given something to do: active ones, by id and name, whose name or address fits."""
    query = select(User.id, User.name).where(User.state == "active")
    if name.strip():
        part = f"%{name.strip().lower()}%"
        query = query.where(func.lower(User.name).like(part) | col(User.email).like(part))
    return list(ctx.session.exec(query.order_by(User.name).limit(limit)).all())


def users(ctx: Context) -> list[UserRow]:
    """Everybody who has or had an account, by name."""
    held: dict[UUID, list[str]] = {}
    for user_id, role in ctx.session.exec(select(UserRole.user_id, UserRole.role).order_by(UserRole.role)):
        held.setdefault(user_id, []).append(role)
    known = roles(ctx.session, ctx.platform.registry)
    required = {name for name, view in known.items() if is_required(ctx.settings, view.permissions)}
    of_all = is_required(ctx.settings, frozenset())
    return [
        UserRow(
            id=user.id,
            name=user.name,
            email=user.email,
            state=user.state,
            last_sign_in=user.last_sign_in,
            second_factor=user.totp_confirmed_at is not None,
            lacks_factor=_comes_by_password_alone(user)
            and (of_all or not required.isdisjoint(held.get(user.id, ()))),
            roles=tuple(held.get(user.id, ())),
        )
        for user in ctx.session.exec(select(User).order_by(User.name))
    ]


def _comes_by_password_alone(user: User) -> bool:
    return user.state == "active" and bool(user.password_hash) and user.totp_confirmed_at is None


def other_administrators(ctx: Context, user_id: UUID) -> int:
    """How many active administrators there are beside this one."""
    query = (
        select(func.count())
        .select_from(UserRole)
        .join(User, col(User.id) == UserRole.user_id)
        .where(UserRole.role == ADMINISTRATOR, User.state == "active", User.id != user_id)
    )
    return int(ctx.session.exec(query).one())


def sessions_of(ctx: Context, user_id: UUID) -> list[SignInSession]:
    """Where a user is signed in now, the latest first."""
    query = select(SignInSession).where(
        SignInSession.user_id == user_id,
        SignInSession.expires_at > ctx.now,
        col(SignInSession.awaits_code).is_(False),
    )
    return list(ctx.session.exec(query.order_by(col(SignInSession.seen_at).desc())))
