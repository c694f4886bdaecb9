"""Utblick: the open platform on which a Swedish municipality runs its external relations."""

__version__ = "0.1.0"
