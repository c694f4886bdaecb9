"""The words for everything in tendering that is chosen from a list."""
