"""The plugin that is examined: its files, its answers to the hooks, and installations to try it in."""

from utblick.testing.conformance.subject.examined import Subject

__all__ = ["Subject"]
