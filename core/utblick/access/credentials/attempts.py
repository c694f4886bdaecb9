"""Counting what fails: after some tries one must wait, longer each time, in every process alike."""

from datetime import timedelta
from hashlib import sha256

from sqlmodel import col, delete

from utblick.access.models import SignInAttempt
from utblick.context import Context
from utblick.db.inserting import insert_into
from utblick.errors import TooMany
from utblick.i18n import ngettext

FREE_PER_ACCOUNT = 5
FREE_PER_ADDRESS = 20
"""A whole town hall often has one address, so it is given more tries than an account."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(hours=1)


def account_key(what: str, account: str) -> str:
    """The key under which tries for an account are counted; tells nothing of the account."""
    return f"{what}:{sha256(account.strip().lower().encode()).hexdigest()[:40]}"


def address_key(ctx: Context) -> str:
    """The key of the address that the request comes from."""
    return f"address:{ctx.request.remote if ctx.request else ''}"


def require_patience(ctx: Context, *keys: str) -> None:
    """Raise `TooMany` while one of the keys must wait."""
    for key in keys:
        row = ctx.session.get(SignInAttempt, key)
        if row is not None and row.wait_until is not None and row.wait_until > ctx.now:
            minutes = max(1, -(-int((row.wait_until - ctx.now).total_seconds()) // 60))
            raise TooMany(
                ngettext(
                    "Too many attempts have failed. Wait {n} minute and try again.",
                    "Too many attempts have failed. Wait {n} minutes and try again.",
                    minutes,
                )
            )


def count_failure(ctx: Context, key: str, *, free: int = FREE_PER_ACCOUNT) -> None:
    """Note that a try failed; from the `free`-th on, the next must wait twice as long each time."""
    row = counted(ctx, key)
    if ctx.now - row.last_at > _FORGOTTEN_AFTER:
        row.failures, row.wait_until = 0, None
    row.failures += 1
    row.last_at = ctx.now
    if row.failures >= free:
        wait = _FIRST_WAIT * 2 ** min(row.failures - free, 10)
        row.wait_until = ctx.now + min(wait, _LONGEST_WAIT)
    ctx.session.add(row)


def forgive(ctx: Context, key: str) -> None:
    """Start counting anew, after a try that succeeded."""
    ctx.session.exec(delete(SignInAttempt).where(col(SignInAttempt.key) == key))


def sweep(ctx: Context) -> int:
    """Remove counts that are forgotten anyway."""
    old = delete(SignInAttempt).where(col(SignInAttempt.last_at) < ctx.now - _FORGOTTEN_AFTER)
    return ctx.session.exec(old).rowcount


def counted(ctx: Context, key: str) -> SignInAttempt:
    """The row of a key, made when it is missing, and held until the transaction ends."""
    new = insert_into(SignInAttempt, ctx.platform.database.dialect).values(
        key=key, failures=0, last_at=ctx.now
    )
    ctx.session.exec(new.on_conflict_do_nothing())
    return ctx.session.get_one(SignInAttempt, key, with_for_update=True)
