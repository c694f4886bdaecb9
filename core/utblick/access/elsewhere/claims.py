"""What a provider says about somebody, and that it said what cannot be believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from utblick.access.audit import audit
from utblick.context import Context
from utblick.errors import UtblickError
from utblick.i18n import Msg, _

_NOT_CONFIRMED = _("The sign-in could not be confirmed. Try again, or ask your administrator.")
log = structlog.get_logger("utblick.access")


class ProviderRefused(UtblickError):
    """The provider did not answer, or said what cannot be believed; `reason` is for the log."""

    status = 403
    title = _("You are not signed in")

    def __init__(self, reason: str, message: Msg | None = None) -> None:
        super().__init__(message or _NOT_CONFIRMED)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says about somebody, once it was checked.

    `groups` is None where there are too many to be named. `known_as` is what it calls this sign-in, to be
    told when that ends; the sign-in ends by itself at `until`, where one is named.
    """

    way: str
    issuer: str
    subject: str
    email: str
    name: str
    second_factor: bool
    groups: frozenset[str] | None = frozenset()
    known_as: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None


def note_refusal(ctx: Context, way: str, error: UtblickError) -> None:
    """Write to both logs why nobody was signed in; nothing of what the provider said of the person."""
    reason = error.reason if isinstance(error, ProviderRefused) else type(error).__name__
    log.warning("sign_in_refused", way=way, reason=reason)
    audit(ctx, "sign_in.failed", way=way, reason=reason)
