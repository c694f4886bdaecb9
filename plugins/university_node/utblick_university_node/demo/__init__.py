"""Visibly made-up assignments, students and placements at two universities."""

from utblick.api import Context


def load(ctx: Context) -> None:
    """Tell a year of the node."""
