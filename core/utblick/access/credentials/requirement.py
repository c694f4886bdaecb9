"""Of whom the municipality requires a second factor, when they sign in with a password."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from utblick.settings import Settings

ENROLMENT = "/me/second-factor"
"""Where a second factor is set up."""
ADMINISTERS = frozenset({"*", "core.admin"})
"""What lets somebody change users, roles or settings; one of these is enough."""


def is_required(settings: "Settings", permissions: frozenset[str]) -> bool:
    """Whether somebody who may do this must have a second factor besides the password."""
    of_whom = settings.sign_in.second_factor
    return of_whom == "everybody" or (of_whom == "administrators" and not permissions.isdisjoint(ADMINISTERS))
