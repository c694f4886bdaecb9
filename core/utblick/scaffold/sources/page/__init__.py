"""A page of its own, and its entry in the menu."""
