"""What can be done with a staff user: invite, let in, give roles, lock, close; a last administrator stays."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, delete

from utblick.access import letters, queries
from utblick.access.audit import audit
from utblick.access.credentials import attempts, second_factor
from utblick.access.credentials.calendar_keys import end_addresses
from utblick.access.credentials.links import look_at_link, make_link, use_link, withdraw_links
from utblick.access.credentials.passwords import hash_password, require_good, verify_password
from utblick.access.credentials.tokens import revoke_tokens
from utblick.access.models import WAYS, SignInSession, User, UserRole
from utblick.access.roles import ADMINISTRATOR, roles, roles_of
from utblick.access.sessions import end_session, end_sessions, renew_session
from utblick.access.sign_in import admit, find_user
from utblick.context import Context
from utblick.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from utblick.i18n import _

INVITATION = "invitation"
RESET = "reset"
INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=1)
_LAST_ADMINISTRATOR = _("This is the only administrator. Make somebody else an administrator first.")


def invite(ctx: Context, *, email: str, name: str, role_names: Sequence[str], language: str = "sv") -> User:
    """Give a colleague an account, and mail a link by which they choose a password."""
    user, token = prepare(ctx, email=email, name=name, role_names=role_names, language=language)
    letters.invitation(ctx, user, token, until=ctx.now + INVITATION_LASTS)
    return user


def prepare(
    ctx: Context, *, email: str, name: str, role_names: Sequence[str], language: str = "sv"
) -> tuple[User, str]:
    """An account that waits for its user, and the token of the invitation."""
    user = _new_user(ctx, email=email, name=name, role_names=role_names, language=language)
    audit(ctx, "user.invited", f"user/{user.id}", roles=sorted(role_names))
    return user, make_link(ctx, INVITATION, lasts=INVITATION_LASTS, user_id=user.id)


def invite_again(ctx: Context, user_id: UUID) -> User:
    """Mail a new link to somebody who has not come in yet; the old one stops working."""
    user = queries.user(ctx, user_id)
    if user.state != "invited":
        raise Conflict(_("This person has an account already."))
    audit(ctx, "user.invited", f"user/{user.id}", again=True)
    token = make_link(ctx, INVITATION, lasts=INVITATION_LASTS, user_id=user.id)
    letters.invitation(ctx, user, token, until=ctx.now + INVITATION_LASTS)
    return user


def invited(ctx: Context, token: str) -> User:
    """Whose invitation it is; raises `Gone` when the link does not work."""
    return _invited(ctx, look_at_link(ctx, INVITATION, token).user_id)


def accept_invitation(ctx: Context, token: str, *, name: str, password: str) -> User:
    """Choose a name and password by the link of an invitation, and be signed in."""
    user = invited(ctx, token)
    _require_name(name)
    require_good(password, personal=(name, user.email))
    use_link(ctx, INVITATION, token)
    user.name, user.state = name.strip(), "active"
    _set_password(ctx, user, password)
    audit(ctx, "user.joined", f"user/{user.id}", actor=f"user/{user.id}")
    admit(ctx, user, way="invitation")
    return user


def add_user(
    ctx: Context, *, email: str, name: str, role_names: Sequence[str], password: str, language: str = "sv"
) -> User:
    """An account that is ready to use, for those who install and for demonstrations."""
    require_good(password, personal=(name, email))
    user = _new_user(ctx, email=email, name=name, role_names=role_names, language=language)
    user.state = "active"
    _set_password(ctx, user, password)
    audit(ctx, "user.added", f"user/{user.id}", roles=sorted(role_names))
    return user


def request_reset(ctx: Context, email: str) -> None:
    """Mail a link to choose a new password, when there is such an account; nobody can tell from here."""
    account, address = attempts.account_key(RESET, email), attempts.address_key(ctx)
    attempts.require_patience(ctx, account, address)
    attempts.count_failure(ctx, account)
    attempts.count_failure(ctx, address, free=attempts.FREE_PER_ADDRESS)
    user = find_user(ctx, email)
    audit(ctx, "password.reset_requested", f"user/{user.id}" if user else "")
    if user is not None and user.state == "active":
        letters.reset(ctx, user, reset_link(ctx, user), until=ctx.now + RESET_LASTS)


def reset_link(ctx: Context, user: User) -> str:
    """A token by which the user can choose a new password, for an hour."""
    return make_link(ctx, RESET, lasts=RESET_LASTS, user_id=user.id)


def send_reset(ctx: Context, user_id: UUID) -> None:
    """Mail a link for a new password on an administrator's behalf."""
    user = queries.user(ctx, user_id)
    _require_may_give(ctx, set(roles_of(ctx.session, user.id)))
    if user.state != "active":
        raise Conflict(_("Only an active account can be given a new password."))
    audit(ctx, "password.reset_sent", f"user/{user.id}")
    letters.reset(ctx, user, reset_link(ctx, user), until=ctx.now + RESET_LASTS)


def resetting(ctx: Context, token: str) -> User:
    """Whose password a link is for; raises `Gone` when it does not work."""
    link = look_at_link(ctx, RESET, token)
    found = ctx.session.get(User, link.user_id)
    if found is None or found.state != "active":
        raise Gone(_("This account is closed or locked. Ask your administrator."))
    return found


def reset_password(ctx: Context, token: str, password: str) -> None:
    """Choose a new password by the link of a mail; ends every session of the user."""
    user = resetting(ctx, token)
    require_good(password, personal=(user.name, user.email))
    use_link(ctx, RESET, token)
    _set_password(ctx, user, password)
    end_sessions(ctx, user.id)
    attempts.forgive(ctx, attempts.account_key("sign_in", user.email))
    audit(ctx, "password.reset", f"user/{user.id}", actor=f"user/{user.id}")
    letters.changed(ctx, user, _("A new password was chosen by a link from a mail."))


def change_password(ctx: Context, *, current: str, new: str) -> None:
    """Choose a new password, knowing the old one; signs the user out everywhere else."""
    user = own(ctx)
    prove(ctx, current, field="current")
    require_good(new, personal=(user.name, user.email), field="new")
    _set_password(ctx, user, new)
    web = ctx.request
    end_sessions(ctx, user.id, but=web.session_id if web else None)
    renew_session(ctx)
    audit(ctx, "password.changed", f"user/{user.id}")
    letters.changed(ctx, user, _("Your password was changed."))


def prove(ctx: Context, password: str, *, field: str = "password") -> None:
    """Raise `Invalid` unless the signed-in user's password is right: asked before what matters most."""
    user = own(ctx)
    key = attempts.account_key("proof", str(user.id))
    attempts.require_patience(ctx, key)
    if not verify_password(user.password_hash, password):
        attempts.count_failure(ctx, key)
        raise Invalid({field: _("That is not your password.")})
    attempts.forgive(ctx, key)


def own(ctx: Context) -> User:
    """The signed-in user."""
    if ctx.actor.id is None:
        raise Forbidden
    return queries.user(ctx, ctx.actor.id)


def rename(ctx: Context, *, name: str, language: str) -> None:
    """Change one's own name and language."""
    user = own(ctx)
    _require_name(name)
    if language not in ctx.settings.municipality.languages:
        raise Invalid({"language": _("Choose one of the values in the list.")})
    user.name, user.language = name.strip(), language
    ctx.session.add(user)
    ctx.platform.sessions.forget_after(ctx.session)


def set_roles(ctx: Context, user_id: UUID, names: Sequence[str]) -> None:
    """Give a user these roles and no others; works at once, also where they are signed in."""
    user, before = queries.user(ctx, user_id), set(roles_of(ctx.session, user_id))
    wanted = set(names)
    _require_may_give(ctx, before ^ wanted)
    if ADMINISTRATOR in before - wanted:
        _require_another_administrator(ctx, user)
    ctx.session.exec(delete(UserRole).where(col(UserRole.user_id) == user.id))
    ctx.session.add_all(UserRole(user_id=user.id, role=name) for name in sorted(wanted))
    audit(ctx, "user.roles_changed", f"user/{user.id}", before=sorted(before), after=sorted(wanted))
    ctx.platform.sessions.forget_after(ctx.session)
    if user.id == ctx.actor.id:
        renew_session(ctx)


def end_session_of(ctx: Context, user_id: UUID, session_id: UUID) -> None:
    """Sign one browser of a user out, at once and on every machine."""
    row = ctx.session.get(SignInSession, session_id)
    if row is None or row.user_id != user_id:
        raise NotFound(_("That browser is signed out already."))
    _require_may_give(ctx, set(roles_of(ctx.session, user_id)))
    end_session(ctx, session_id)
    audit(ctx, "sign_in.ended", f"user/{user_id}")


def end_sessions_of(ctx: Context, user_id: UUID) -> int:
    """Sign a user out everywhere; returns from how many browsers."""
    user = queries.user(ctx, user_id)
    _require_may_give(ctx, set(roles_of(ctx.session, user.id)))
    ended = end_sessions(ctx, user.id, but=ctx.request.session_id if ctx.request else None)
    audit(ctx, "sign_in.ended_everywhere", f"user/{user.id}", sessions=ended)
    return ended


def lock(ctx: Context, user_id: UUID) -> None:
    """Keep a user out for now: sessions end and tokens stop, the account stays."""
    _shut(ctx, user_id, state="locked", action="user.locked")


def unlock(ctx: Context, user_id: UUID) -> None:
    """Let a locked user in again."""
    user = queries.user(ctx, user_id)
    if user.state != "locked":
        raise Conflict(_("Only a locked account can be unlocked."))
    _require_may_give(ctx, set(roles_of(ctx.session, user.id)))
    can_come = user.password_hash or any(map(user.is_linked, WAYS))
    user.state = "active" if can_come else "invited"
    ctx.session.add(user)
    audit(ctx, "user.unlocked", f"user/{user.id}")
    ctx.platform.sessions.forget_after(ctx.session)


def close(ctx: Context, user_id: UUID) -> None:
    """End an account for good: nobody signs in by it again; what was done under it keeps its name."""
    _shut(ctx, user_id, state="closed", action="user.closed")
    user = queries.user(ctx, user_id)
    user.password_hash = ""
    for way in WAYS:
        user.link(way, None, None)
    user.totp_secret, user.totp_confirmed_at, user.recovery_codes = "", None, []
    ctx.session.add(user)


def _shut(ctx: Context, user_id: UUID, *, state: str, action: str) -> None:
    user = queries.user(ctx, user_id)
    held = set(roles_of(ctx.session, user.id))
    _require_may_give(ctx, held)
    if user.id == ctx.actor.id:
        raise Conflict(_("You cannot shut yourself out. Ask another administrator."))
    if ADMINISTRATOR in held:
        _require_another_administrator(ctx, user)
    user.state = state
    ctx.session.add(user)
    end_sessions(ctx, user.id)
    withdraw_links(ctx, user.id, INVITATION, RESET)
    revoke_tokens(ctx, user.id)
    end_addresses(ctx, user.id)
    audit(ctx, action, f"user/{user.id}")


def _new_user(ctx: Context, *, email: str, name: str, role_names: Sequence[str], language: str) -> User:
    _require_name(name)
    address = _address(email)
    if find_user(ctx, address) is not None:
        raise Invalid({"email": _("There is an account with this address already.")})
    if not role_names:
        raise Invalid({"roles": _("Choose at least one role.")})
    _require_may_give(ctx, set(role_names))
    user = User(email=address, name=name.strip(), language=language)
    ctx.session.add(user)
    ctx.session.flush()
    ctx.session.add_all(UserRole(user_id=user.id, role=role) for role in sorted(set(role_names)))
    return user


def _address(email: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(
            email.strip(), check_deliverability=False, test_environment=True
        ).normalized.lower()
    except EmailNotValidError:
        raise Invalid({"email": _("Write a complete e-mail address, such as anna@example.se.")}) from None


def _require_name(name: str) -> None:
    if not 2 <= len(name.strip()) <= 200:
        raise Invalid({"name": _("Write first name and last name.")})


def _require_may_give(ctx: Context, names: set[str]) -> None:
    """Nobody gives or takes a role that allows more than they may themselves."""
    known = roles(ctx.session, ctx.platform.registry)
    for name in sorted(names):
        if name not in known:
            raise Invalid({"roles": _("There is no role {name}.", name=name)})
        if not all(ctx.actor.may(permission) for permission in known[name].permissions):
            raise Forbidden(_("You cannot give or take a role that allows more than you may yourself."))


def _require_another_administrator(ctx: Context, user: User) -> None:
    if user.state == "active" and queries.other_administrators(ctx, user.id) == 0:
        raise Conflict(_LAST_ADMINISTRATOR)


def _invited(ctx: Context, user_id: UUID | None) -> User:
    found = ctx.session.get(User, user_id) if user_id else None
    if found is None or found.state != "invited":
        raise Gone(_("This invitation has been used or withdrawn. Ask your administrator for a new one."))
    return found


def _set_password(ctx: Context, user: User, password: str) -> None:
    user.password_hash, user.password_at = hash_password(password), ctx.now
    ctx.session.add(user)
    withdraw_links(ctx, user.id, INVITATION, RESET)


def reset_second_factor(ctx: Context, user_id: UUID) -> None:
    """Turn off the second factor of somebody who lost phone and recovery codes.

    Where one is required of them, they set up another when they sign in next.
    """
    user = queries.user(ctx, user_id)
    _require_may_give(ctx, set(roles_of(ctx.session, user.id)))
    if user.id == ctx.actor.id:
        second_factor.turn_off(ctx, user)
    else:
        second_factor.disable(ctx, user)
