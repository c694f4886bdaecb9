"""The words for everything in partnerships that is chosen from a list."""
