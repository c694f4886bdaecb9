"""Tendering: from a published notice to a won bid."""
