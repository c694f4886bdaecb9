"""The second factor: a code from an authenticator app (RFC 6238), or one of ten codes kept on paper."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from secrets import choice

from utblick.access import letters
from utblick.access.audit import audit
from utblick.access.credentials.requirement import is_required
from utblick.access.credentials.sealing import seal, unseal
from utblick.access.models import User
from utblick.access.sessions import end_sessions, renew_session
from utblick.context import Context
from utblick.errors import Conflict, Invalid, Misconfigured
from utblick.i18n import Msg, _
from utblick.web.charts.code import qr

_STEP_SECONDS = 30
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_CODES = 10
_NOT_THAT_CODE = _("That code is not right. Enter the six digits that the app shows now.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What somebody needs to set up the app: a picture to scan, or the key to type."""

    key: str
    address: str
    qr_svg: str


def begin(ctx: Context, user: User) -> None:
    """Make a new key; it counts only once a code of it was entered."""
    if user.totp_confirmed_at is not None:
        raise Conflict(_("You use a second factor already. Replace it to set up a new one."))
    from pyotp import random_base32

    user.totp_secret = seal(ctx.settings, random_base32(), owner=str(user.id))
    user.totp_step = 0
    ctx.session.add(user)


def begin_again(ctx: Context, user: User) -> str:
    """A key to replace the one in use, which counts until then; sealed, for this session alone."""
    from pyotp import random_base32

    return seal(ctx.settings, random_base32(), owner=_here(ctx, user))


def enrolment(ctx: Context, user: User, sealed: str = "") -> Enrolment | None:
    """What to scan or type, while a key was made but not confirmed; `sealed` is one that is to replace."""
    if sealed:
        return _to_scan(ctx, user, _replacing(ctx, user, sealed))
    if not user.totp_secret or user.totp_confirmed_at is not None:
        return None
    return _to_scan(ctx, user, unseal(ctx.settings, user.totp_secret, owner=str(user.id)))


def _to_scan(ctx: Context, user: User, key: str) -> Enrolment:
    from pyotp import TOTP

    issuer = f"Utblick {ctx.settings.municipality.name}"
    address = TOTP(key).provisioning_uri(name=user.email, issuer_name=issuer)
    return Enrolment(" ".join(key[i : i + 4] for i in range(0, len(key), 4)), address, str(qr(address)))


def confirm(ctx: Context, user: User, code: str) -> list[str]:
    """Turn the second factor on with a first code; returns the recovery codes, shown this once."""
    if not user.totp_secret or user.totp_confirmed_at is not None or not _is_fresh_code(ctx, user, code):
        raise Invalid({"code": _NOT_THAT_CODE})
    codes = _turn_on(ctx, user)
    _changed(ctx, user, "second_factor.enabled", _("Your second factor was turned on."))
    return codes


def replace(ctx: Context, user: User, sealed: str, code: str) -> list[str]:
    """Put another key, by a first code of it, in the place of the one in use; returns new recovery codes."""
    key = _replacing(ctx, user, sealed)
    step = _step_of(ctx, code, sealed, owner=_here(ctx, user))
    if step is None:
        raise Invalid({"code": _NOT_THAT_CODE})
    user.totp_secret, user.totp_step = seal(ctx.settings, key, owner=str(user.id)), step
    codes = _turn_on(ctx, user)
    _changed(ctx, user, "second_factor.replaced", _("Your second factor was replaced."))
    return codes


def turn_off(ctx: Context, user: User) -> None:
    """Turn one's own second factor off; raises `Conflict` where the municipality requires one."""
    if is_required(ctx.settings, ctx.actor.permissions):
        raise Conflict(
            _("Your municipality requires you to have a second factor. You can replace it, not turn it off.")
        )
    disable(ctx, user)


def disable(ctx: Context, user: User) -> None:
    """Turn the second factor off, and forget its key and recovery codes."""
    user.totp_secret, user.totp_confirmed_at, user.totp_step, user.recovery_codes = "", None, 0, []
    ctx.session.add(user)
    _changed(ctx, user, "second_factor.disabled", _("Your second factor was turned off."))


def accept(ctx: Context, user: User, code: str) -> bool:
    """Whether the code is right and was never used; using it uses it up."""
    if user.totp_confirmed_at is None:
        return False
    ctx.session.refresh(user, with_for_update=True)
    if _is_fresh_code(ctx, user, code):
        return True
    kept = _kept(code)
    if not any(hmac.compare_digest(kept, other) for other in user.recovery_codes):
        if _step_of(ctx, code, user.totp_secret, owner=str(user.id)) is not None:
            letters.changed(ctx, user, _("Somebody tried to sign in with a code that had been used."))
        return False
    user.recovery_codes = [other for other in user.recovery_codes if other != kept]
    ctx.session.add(user)
    audit(ctx, "second_factor.recovery_code_used", f"user/{user.id}", left=len(user.recovery_codes))
    letters.changed(ctx, user, _("One of your recovery codes was used to sign in."))
    return True


def _is_fresh_code(ctx: Context, user: User, code: str) -> bool:
    """One step early or late is fine (clocks differ); a step that was used, or an earlier one, is not."""
    step = _step_of(ctx, code, user.totp_secret, owner=str(user.id), after=user.totp_step)
    if step is None:
        return False
    user.totp_step = step
    ctx.session.add(user)
    return True


def _step_of(ctx: Context, code: str, sealed: str, *, owner: str, after: int = 0) -> int | None:
    """The step that an app with the key shows the code in, among those about now; None for any other code."""
    written = "".join(code.split())
    if len(written) != 6 or not written.isascii() or not written.isdigit():
        return None
    from pyotp import TOTP

    totp = TOTP(unseal(ctx.settings, sealed, owner=owner))
    today = int(ctx.now.timestamp()) // _STEP_SECONDS
    steps = (step for step in (today - 1, today, today + 1) if step > after)
    return next((one for one in steps if hmac.compare_digest(totp.generate_otp(one), written)), None)


def _here(ctx: Context, user: User) -> str:
    """Whose a key is that is to replace another: this user's, in this session."""
    return f"{user.id}/{ctx.request.session_id if ctx.request else None}"


def _replacing(ctx: Context, user: User, sealed: str) -> str:
    try:
        return unseal(ctx.settings, sealed, owner=_here(ctx, user))
    except (Misconfigured, ValueError):
        raise Invalid({"key": _("This key is no longer good. Begin again to get a new one.")}) from None


def _turn_on(ctx: Context, user: User) -> list[str]:
    """Let the key count from now on; returns the recovery codes, which are kept as hashes."""
    user.totp_confirmed_at = ctx.now
    codes = [
        "-".join("".join(choice(_LETTERS) for _n in range(4)) for _m in range(3))
        for _c in range(RECOVERY_CODES)
    ]
    user.recovery_codes = [_kept(code) for code in codes]
    ctx.session.add(user)
    return codes


def _kept(code: str) -> str:
    return sha256("".join(code.replace("-", "").split()).lower().encode()).hexdigest()


def _changed(ctx: Context, user: User, action: str, said: Msg) -> None:
    audit(ctx, action, f"user/{user.id}")
    letters.changed(ctx, user, said)
    here = ctx.request.session_id if ctx.request and ctx.actor.id == user.id else None
    end_sessions(ctx, user.id, but=here)
    if here is not None:
        renew_session(ctx)
