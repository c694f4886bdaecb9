"""The pages of partnerships that are not records."""

from utblick.api import Link, Route
from utblick_partnerships.pages import (
    arena,
    builder,
    calls,
    invitation,
    open_profiles,
    period,
    profiles,
    projects,
    seats,
)

ROUTES: tuple[Route, ...] = (
    *profiles.ROUTES,
    *open_profiles.ROUTES,
    *calls.ROUTES,
    *period.ROUTES,
    *builder.ROUTES,
    *seats.ROUTES,
    *invitation.ROUTES,
    *projects.ROUTES,
    *arena.ROUTES,
)

LINKS: tuple[Link, ...] = (*calls.LINKS, *arena.LINKS)
