"""Where notices come from: one interface, and an adapter for each kind of source."""

from utblick_tendering.sources.base import Asked, Found

__all__ = ["Asked", "Found"]
