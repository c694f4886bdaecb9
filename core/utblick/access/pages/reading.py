"""Small questions to a request that every page of access asks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from utblick.errors import Invalid
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.context import Context


def value(ctx: "Context", name: str) -> str:
    """A value of the form; empty when it was not sent."""
    return ctx.request.form.get(name, "") if ctx.request else ""


def values(ctx: "Context", name: str) -> Sequence[str]:
    """All values of one name, as of tick boxes."""
    return ctx.request.form.all(name) if ctx.request else ()


def query(ctx: "Context", name: str) -> str:
    """A value of the address; empty when it is not there."""
    return ctx.request.query.get(name, "") if ctx.request else ""


def require_same(ctx: "Context", field: str) -> None:
    """Raise `Invalid` unless a new password was written twice alike."""
    if value(ctx, field) != value(ctx, "again"):
        raise Invalid({"again": _("The two passwords are not the same. Write the new one again.")})
