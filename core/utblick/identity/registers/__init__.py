"""Reading company registers as they really are, and bringing them in without losing or doubling anything."""
