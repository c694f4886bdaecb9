"""The county: an activity area that has nothing of its own yet."""
