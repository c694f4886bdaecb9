"""Passwords: what is good enough, and how they are kept (Argon2id, parameters as OWASP advises)."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from utblick.errors import Invalid
from utblick.i18n import Msg, _

SHORTEST = 12
LONGEST = 200
_OBVIOUS = (
    "password", "lösenord", "losenord", "sommar", "vinter", "utblick", "kommun", "välkommen", "valkommen",
    "qwerty", "asdfgh", "123456", "abcdef", "letmein", "admin", "hemligt", "sverige", "nordanstig",
)  # fmt: skip


def hash_password(password: str) -> str:
    """The password as it is kept."""
    return _hasher().hash(password)


def verify_password(kept: str, password: str) -> bool:
    """Whether the password is the kept one; takes as long when there is none."""
    try:
        return _hasher().verify(kept or _nobodys(), password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the password was kept with weaker parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def require_good(password: str, *, personal: tuple[str, ...] = (), field: str = "password") -> None:
    """Raise `Invalid` with what is wrong with a new password; `personal` are the user's name and address."""
    problem = _problem(password, personal)
    if problem is not None:
        raise Invalid({field: problem})


def _problem(password: str, personal: tuple[str, ...]) -> Msg | None:
    if len(password) < SHORTEST:
        return _(
            "Choose a password of at least {n} characters. A few words in a row are easy to remember.",
            n=SHORTEST,
        )
    if len(password) > LONGEST:
        return _("Choose a password of at most {n} characters.", n=LONGEST)
    rest = password.casefold()
    own = [word for text in personal for word in text.casefold().replace("@", " ").replace(".", " ").split()]
    if any(len(word) >= 3 and word in rest and len(rest) - len(word) < SHORTEST - 4 for word in own):
        return _("The password holds your name or address. Choose something that others cannot guess.")
    for word in _OBVIOUS:
        rest = rest.replace(word, "")
    if len(set(rest)) < 5:
        return _("The password is too easy to guess. Choose a few words that do not belong together.")
    return None


@cache
def _hasher() -> PasswordHasher:
    """19 MiB, two passes, one lane: what the OWASP password storage cheat sheet asks of Argon2id."""
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this password")
