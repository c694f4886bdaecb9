"""The line between municipalities and their county: leaf nodes, what waits to be sent, who was heard of."""

from utblick.bus.county.post import (
    COUNTY,
    Contact,
    Letter,
    Tally,
    contacts,
    dispatch,
    dispatched,
    send_again,
    tallies,
)
from utblick.bus.county.sharing import Sharing, example, leaving, shared, sharing, stripped
from utblick.bus.event import LEVELS, Share

__all__ = [
    "COUNTY",
    "LEVELS",
    "Contact",
    "Letter",
    "Share",
    "Sharing",
    "Tally",
    "contacts",
    "dispatch",
    "dispatched",
    "example",
    "leaving",
    "send_again",
    "shared",
    "sharing",
    "stripped",
    "tallies",
]
