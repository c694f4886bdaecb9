"""Twin towns: an activity area that has nothing of its own yet."""
