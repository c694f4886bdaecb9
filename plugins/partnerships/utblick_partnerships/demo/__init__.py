"""A made-up year of partnerships; each room tells its part, in turn."""

from utblick.api import Context


def load(ctx: Context) -> None:
    """First calls and ideas, then profiles, then consortia and projects, then the arena."""
