"""What the room of search declares."""

from utblick.search.pages import ROUTES

__all__ = ["ROUTES"]
