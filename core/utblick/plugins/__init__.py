"""What becomes of a plugin as a whole: what is there, switched on and off, and leaving for good."""
