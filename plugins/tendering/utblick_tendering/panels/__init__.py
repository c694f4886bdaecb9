"""What tendering shows on the overview and on the page of an organisation."""

from utblick.api import Panel
from utblick_tendering.panels import bidding, matching, notices, radar

PANELS: tuple[Panel, ...] = (
    *radar.PANELS,
    *notices.PANELS,
    *matching.PANELS,
    *bidding.PANELS,
)
