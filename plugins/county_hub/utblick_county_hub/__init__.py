"""County hub: an activity area that has nothing of its own yet."""
