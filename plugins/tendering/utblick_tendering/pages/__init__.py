"""The pages of tendering that are not records."""

from utblick.api import Link, Route
from utblick_tendering.pages import (
    analysis,
    bidding,
    by_hand,
    intakes,
    matching,
    neutrality,
    open_data,
    radar,
    school,
)

ROUTES: tuple[Route, ...] = (
    *radar.ROUTES,
    *intakes.ROUTES,
    *by_hand.ROUTES,
    *matching.ROUTES,
    *neutrality.ROUTES,
    *bidding.ROUTES,
    *analysis.ROUTES,
    *school.ROUTES,
    *open_data.ROUTES,
)

LINKS: tuple[Link, ...] = (*radar.LINKS, *intakes.LINKS, *analysis.LINKS, *school.LINKS)
