"""The words for everything in the university node that is chosen from a list."""
