"""The verdict and the seats on the page of a consortium."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _
from utblick_partnerships.pages.builder import built
from utblick_partnerships.permissions import READ


def verdict(ctx: Context, subject: Any) -> Page:
    """What the rules say of a consortium, and what is missing."""
    return built(ctx, subject, block="verdict")


def seats(ctx: Context, subject: Any) -> Page:
    """The seats of a consortium, and the way to the builder."""
    return built(ctx, subject, block="seats")


PANELS: tuple[Panel, ...] = (
    Panel(
        name="partnerships.consortium_verdict",
        slot=Slot.RECORD,
        record="partnerships/consortium",
        title=_("May we apply?"),
        load=verdict,
        permission=READ,
        order=10,
        wide=True,
        refresh_on=("partnerships.eligibility.checked", "partnerships.seat.filled"),
    ),
    Panel(
        name="partnerships.consortium_seats",
        slot=Slot.RECORD,
        record="partnerships/consortium",
        title=_("Seats"),
        load=seats,
        permission=READ,
        order=20,
        wide=True,
        refresh_on=("partnerships.seat.filled",),
    ),
)
