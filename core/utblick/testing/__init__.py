"""What plugin authors and the platform itself test with: fixtures and the conformance rules."""

from utblick.platform import Platform

__all__ = ["Platform"]
