"""What tests need of access: somebody who is signed in, without going through the page each time."""

from typing import TYPE_CHECKING

from sqlmodel import select

from utblick.access.models import User, UserRole
from utblick.access.roles import BUILTIN
from utblick.access.sessions import start_session
from utblick.context import SYSTEM
from utblick.web.request import WebRequest

if TYPE_CHECKING:
    from utblick.context import Context
    from utblick.platform import Platform


def open_session(platform: "Platform", role: str, *, language: str = "sv") -> tuple[str, str]:
    """Sign in a user with the built-in role, made when missing: the Set-Cookie value and the form token.

    An empty role signs in somebody who may do nothing.
    """
    web = WebRequest(method="POST", path="/sign-in")
    with platform.write(SYSTEM, request=web) as ctx:
        user = signed_up(ctx, role)
        user.language = language
        start_session(ctx, user)
    return web.set_cookies[-1], web.csrf_token


def signed_up(ctx: "Context", role: str) -> User:
    """The user with the built-in role, made when missing; an empty role is none."""
    name = role or "nobody"
    email = f"{name}@utblick.example"
    user = ctx.session.exec(select(User).where(User.email == email)).first()
    if user is None:
        user = User(email=email, name=f"Exempel {BUILTIN.get(role, name)}", state="active")
        ctx.session.add(user)
        ctx.session.flush()
        if role:
            ctx.session.add(UserRole(user_id=user.id, role=role))
    return user
