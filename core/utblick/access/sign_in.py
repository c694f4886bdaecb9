"""Signing in and out: the password, the second factor where there is one, and what is said when it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import select

from utblick.access.audit import audit
from utblick.access.cookies import session_cookie
from utblick.access.credentials import attempts, second_factor
from utblick.access.credentials.passwords import hash_password, is_outdated, verify_password
from utblick.access.models import SignInSession, User
from utblick.access.sessions import end_session, start_session
from utblick.context import Context
from utblick.i18n import Msg, _

SIGN_IN = "sign_in"
CODE = "code"
_WRONG = _("The e-mail address and the password do not belong together. Check both and try again.")
_WRONG_CODE = _("That code is not right, or has been used already. Wait for the next code and try again.")
_TOO_LATE = _("It took too long. Begin again with your e-mail address and password.")


class Step(StrEnum):
    """How far somebody came."""

    REFUSED = "refused"
    CODE = "code"
    SIGNED_IN = "signed in"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a try has led, and what to say when it was refused."""

    step: Step
    message: Msg | None = None


def sign_in(ctx: Context, email: str, password: str) -> Outcome:
    """Try an address and a password; raises `TooMany` while tries must wait.

    A refusal is the same whatever was wrong. What it counted must be kept.
    """
    account, address = attempts.account_key(SIGN_IN, email), attempts.address_key(ctx)
    attempts.require_patience(ctx, account, address)
    user = find_user(ctx, email)
    kept = user.password_hash if user is not None and user.state == "active" else ""
    if not verify_password(kept, password) or user is None:
        attempts.count_failure(ctx, account)
        attempts.count_failure(ctx, address, free=attempts.FREE_PER_ADDRESS)
        audit(ctx, "sign_in.failed", f"user/{user.id}" if user else "", way="password")
        return Outcome(Step.REFUSED, _WRONG)
    attempts.forgive(ctx, account)
    if is_outdated(kept):
        user.password_hash = hash_password(password)
    if user.totp_confirmed_at is not None:
        start_session(ctx, user, awaits_code=True)
        return Outcome(Step.CODE)
    admit(ctx, user, way="password")
    return Outcome(Step.SIGNED_IN)


def enter_code(ctx: Context, code: str) -> Outcome:
    """Try a code of the authenticator app, or one of the recovery codes, after the password."""
    user = awaiting(ctx)
    if user is None:
        return Outcome(Step.REFUSED, _TOO_LATE)
    key = attempts.account_key(CODE, str(user.id))
    attempts.require_patience(ctx, key)
    if not second_factor.accept(ctx, user, code):
        attempts.count_failure(ctx, key)
        audit(ctx, "sign_in.failed", f"user/{user.id}", way="code")
        return Outcome(Step.REFUSED, _WRONG_CODE)
    attempts.forgive(ctx, key)
    admit(ctx, user, way="password and code", second_factor=True)
    return Outcome(Step.SIGNED_IN)


def admit(
    ctx: Context,
    user: User,
    *,
    way: str,
    second_factor: bool = False,
    known_as: Mapping[str, str] = {},
    until: datetime | None = None,
) -> None:
    """Let somebody in who has proved who they are."""
    user.last_sign_in = ctx.now
    ctx.session.add(user)
    start_session(ctx, user, second_factor=second_factor, way=way, known_as=known_as, until=until)
    audit(ctx, "sign_in.succeeded", f"user/{user.id}", actor=f"user/{user.id}", way=way)


def sign_out(ctx: Context) -> SignInSession | None:
    """End this browser's session, and give what it was: by which way it had come, and what it is known as."""
    web = ctx.request
    if web is None or web.session_id is None:
        return None
    row = ctx.session.get(SignInSession, web.session_id)
    end_session(ctx, web.session_id)
    web.set_cookies.append(session_cookie(ctx.settings, "", seconds=0))
    if ctx.actor.kind == "user":
        audit(ctx, "sign_in.ended", ctx.actor.mark)
    return row


def awaiting(ctx: Context) -> User | None:
    """Whose code this browser is asked for; None when the password was not given, or too long ago."""
    web = ctx.request
    row = ctx.session.get(SignInSession, web.session_id) if web and web.session_id else None
    if row is None or not row.awaits_code or row.expires_at <= ctx.now:
        return None
    return ctx.session.get(User, row.user_id)


def find_user(ctx: Context, email: str) -> User | None:
    """The user with that address, however it is written."""
    return ctx.session.exec(select(User).where(User.email == email.strip().lower())).first()
