"""What partnerships shows on the overview, on organisations, on people and on its own records."""

from utblick.api import Panel
from utblick_partnerships.panels import arena, calls, consortia, parties, profiles, projects

PANELS: tuple[Panel, ...] = (
    *parties.PANELS,
    *profiles.PANELS,
    *calls.PANELS,
    *consortia.PANELS,
    *projects.PANELS,
    *arena.PANELS,
)
